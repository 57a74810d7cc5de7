import type { Gap, Order } from './order.ts'

const gaps: Readonly<Record<Gap, string>> = {
  'not-asked': 'no `image` is given, and the control plane shows no `order` for both digests',
  'pinned-image-missing': 'the registry does not have the pinned image',
  'pinned-image-unreadable': 'the pinned image is incomplete in its registry',
  'ours-names-no-commit': 'the new image names no commit, or not the same one for all its platforms',
  'pinned-names-no-commit': 'the pinned image names no commit, or not the same one for all its platforms',
  'no-forge-token': '`forge-token` is empty, so the action cannot read the history of commits',
  parted: 'neither commit descends from the other',
  'not-readable': 'the registry or the forge could not be read',
}

/** Returns why the order of the images is unknown; completes "because …". */
export function describeGap(order: Order): string {
  return 'gap' in order ? gaps[order.gap] : 'it is known'
}
