import { visible } from '@suite/report'
import type { Outcome } from '@suite/runner'
import { describeWrite } from './apply.ts'
import type { contract } from './contract.ts'
import type { Immutability } from './immutability.ts'
import type { Write } from './plan.ts'
import type { Refusal } from './refusal.ts'
import { assetsOutput, describeFiles, describeImmutability, summaryOf } from './report.ts'
import { type Seen, subjectOf } from './seen.ts'
import type { Wanted } from './wanted.ts'

type Ended = Outcome<typeof contract>

/** What was wanted, and what was read last. */
interface Read {
  readonly wanted: Wanted
  readonly seen: Seen
  readonly story: readonly string[]
}

/** Returns how a run ends whose release is published and equals the manifest. */
export function concludePublished(
  read: Read,
  {
    hasPublished,
    immutability,
    isRequired,
  }: {
    readonly hasPublished: boolean
    readonly immutability: Immutability
    readonly isRequired: boolean
  },
): Ended {
  const { wanted } = read
  const lines = [describeImmutability(immutability)]
  const { isImmutable, lacks } = immutability
  if (isRequired && isImmutable !== true)
    return end(
      read,
      'fail',
      'not-immutable',
      `the release of ${wanted.tag} is published, and is not immutable`,
      lines,
      true,
    )
  if (isRequired && lacks === undefined)
    return end(
      read,
      'fail',
      'release-not-attested',
      `the release of ${wanted.tag} is published and immutable, and GitHub has no attestation of it`,
      lines,
      true,
    )
  // An attestation of something else is never a pass, also if none is required.
  if (lacks !== undefined && lacks.length > 0)
    return end(
      read,
      'fail',
      'release-not-attested',
      `GitHub's attestation of the release of ${wanted.tag} does not name what was published`,
      [...lacks, ...lines],
      true,
    )
  const files = describeFiles(wanted)
  return hasPublished
    ? end(
        read,
        'pass',
        'published',
        `${wanted.tag} is published: ${files}, each read back and equal to the manifest`,
        lines,
        true,
      )
    : end(
        read,
        'pass',
        'already-published',
        `${wanted.tag} was published before: ${files}, each read back and equal to the manifest`,
        lines,
        true,
      )
}

/** Returns how a run ends that must not go on. */
export function concludeRefusal(read: Read, { reason, what }: Refusal): Ended {
  const [headline = reason.means, ...lines] = what
  return end(read, 'fail', reason.code, headline, lines, false)
}

/** Returns how a dry run ends. */
export function concludeDryRun(
  read: Read,
  { writes, refusal }: { readonly writes: readonly Write[]; readonly refusal: Refusal | undefined },
): Ended {
  if (refusal !== undefined) return concludeRefusal(read, refusal)
  const { wanted } = read
  if (writes.length === 0)
    return end(
      read,
      'pass',
      'already-published',
      `${wanted.tag} was published before, and equals the manifest`,
      [],
      true,
    )
  const lines = writes.map((write) => `would ${describeWrite(wanted, write)}`)
  return end(
    read,
    'skip',
    'planned',
    `${wanted.tag} can be published: ${describeFiles(wanted)}`,
    lines,
    false,
  )
}

function end(
  read: Read,
  verdict: Ended['verdict'],
  reason: Ended['reason'],
  headline: string,
  lines: readonly string[],
  isPublished: boolean,
): Ended {
  const { wanted, seen } = read
  const release = subjectOf(wanted, seen.releases)
  const shown = visible(headline, 600)
  const details = [...lines, ...read.story].map((line) => visible(line, 600))
  const page = release?.url ? [visible(`release: ${release.url}, at ${wanted.commit}`, 600)] : []
  return {
    verdict,
    reason,
    headline: shown,
    story: [...page, ...details],
    // It has a link to that page.
    summary: summaryOf({ wanted, assets: seen.assets, url: release?.url, lines: details }),
    annotations: [],
    outputs: {
      'release-id': release === undefined ? '' : String(release.id),
      'release-url': release?.url ?? '',
      published: isPublished,
      assets: assetsOutput(seen.assets),
    },
  }
}
