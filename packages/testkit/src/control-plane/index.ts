export { type FaultRow, faultMatrix } from './fault-matrix.ts'
export type { Shape } from './shapes.ts'
export { type ControlPlane, type ControlPlaneOptions, startControlPlane } from './start-control-plane.ts'
export type { ImageFacts, PinRow, TokenScope } from './state.ts'
