import { digestsOf, type PromotionResult } from '@suite/control-plane'
import type { Done } from './apply.ts'
import type { Conclusion } from './conclude.ts'
import type { Facts } from './decide.ts'
import type { Gap } from './order.ts'

const keepPinned = 'If the pinned digest is the right one, do nothing.'
const regardless = 'To pin this image regardless of its age, promote it once with `allow-downgrade: true`.'

/** What to do about each cause of an unknown order. */
const forGap: Readonly<Partial<Record<Gap, string>>> = {
  'no-forge-token': `Give \`forge-token\`, such as \`\${{ github.token }}\`, to a job with \`contents: read\`. ${regardless}`,
  'ours-names-no-commit': `Build this image with the label \`org.opencontainers.image.revision\`, which names its commit, and promote the new digest. ${regardless}`,
  'pinned-names-no-commit': `The pinned image cannot be given a commit any more. ${regardless} Build all later images with the label \`org.opencontainers.image.revision\`.`,
  'pinned-image-missing': `Check that \`image\` is the repository of the pinned image, too. If that image was deleted, nothing tells its age any more. ${regardless}`,
  'pinned-image-unreadable': `The pinned image cannot be read, so nothing tells its age. ${regardless}`,
  parted: `Merge the branch of the pinned image into this one, and build and promote the result. ${regardless}`,
}

/** Returns what to do about a run that failed, if the facts tell more than its reason. */
export function fixFor(
  { reason }: Pick<Conclusion, 'reason'>,
  { pinned, order }: Pick<Facts, 'pinned' | 'order'>,
  done: Done,
  digest: string,
): string | undefined {
  const result = 'result' in done ? done.result : undefined
  switch (reason) {
    case 'order-unknown':
      return 'gap' in order ? forGap[order.gap] : undefined
    case 'previous-differs':
      return pinned === undefined
        ? 'Leave `expected-previous` out for the first promotion. If there was a pin, check `template`, `region` and `control-plane-url`.'
        : undefined
    case 'superseded':
      return onSuperseded(result?.pinned, pinned, digest)
    case 'moved':
      return `${keepPinned} Otherwise promote this digest again in a new run.`
    case 'pin-not-confirmed':
      return result && onUnconfirmed(result, digest)
    default:
      return undefined
  }
}

function onSuperseded(now: string | undefined, before: string | undefined, digest: string): string {
  if (now === digest)
    return 'Run again: if the pin still is this digest, nothing is written, and the run passes.'
  if (now === before)
    return 'Run again: the pin did not change, but something that the control plane protects with it did.'
  return `${keepPinned} Otherwise run again.`
}

/** Only reads that came to show the digest, or answers that were slow, are a reason to wait longer. */
function onUnconfirmed({ readings }: PromotionResult, digest: string): string {
  const seen = digestsOf(readings)
  if (seen.length < readings.length)
    return 'Find out why the control plane does not answer each read, and run again: if the pin is this digest by then, nothing is written.'
  if (seen.at(-1) === digest)
    return 'Run again: if the pin still is this digest, nothing is written. If the replicas of the control plane always follow this late, raise `timeout`.'
  return 'Look at the log of the control plane: it answered that it moved the pin, and no read shows it. Then start a new run instead of running this one again, because it may repeat its answer to the same `Idempotency-Key`.'
}
