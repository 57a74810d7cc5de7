export { connectRegistry, type RegistryAccess } from './connect.ts'
export { type ImageReference, parseImageReference } from './image-reference.ts'
export type { InspectedImage, Registry } from './inspect.ts'
export { findMissingPlatforms } from './platforms.ts'
