import type { Gap, Order } from './order.ts'

const gaps: Readonly<Record<Gap, string>> = {
  'not-asked': 'it was not asked for: no `image` is given, and the control plane keeps no order of both',
  'pinned-image-missing': 'the registry does not have the image that is pinned',
  'pinned-image-unreadable': 'the image that is pinned is not whole in its registry',
  'ours-names-no-commit': 'the image to be pinned names no commit, or not one for all its platforms',
  'pinned-names-no-commit': 'the image that is pinned names no commit, or not one for all its platforms',
  'no-forge-token': '`forge-token` is empty, so that the history of commits cannot be asked',
  parted: 'neither of their commits comes from the other',
  'not-readable': 'the registry or the forge could not be asked',
}

/** Returns why the order of the images is unknown; completes "because …". */
export function describeGap(order: Order): string {
  return 'gap' in order ? gaps[order.gap] : 'it is known'
}
