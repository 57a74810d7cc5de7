export { type KeptComment, keepComment } from './keep-comment.ts'
export { markerOf } from './marker.ts'
