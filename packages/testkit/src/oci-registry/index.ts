export { type ImageOptions, type PushedImage, type PushTarget, pushImage } from './push-image.ts'
export { type OciRegistry, type OciRegistryOptions, startRegistry } from './start-registry.ts'
