export { bundleOf, compiledOnce, distribution } from './bundle.ts'
export { type BundleScene, bundleScene, green, red, type SceneOptions } from './bundle-scene.ts'
export { inLanes } from './lanes.ts'
export { type BundleRun, type RunBundleOptions, runBundle, writesOf } from './run-bundle.ts'
