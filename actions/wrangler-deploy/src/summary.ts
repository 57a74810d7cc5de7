import type { Verdict } from '@suite/contract'
import {
  blocks,
  bullets,
  code,
  codeBlock,
  details,
  link,
  facts as listFacts,
  type Markdown,
  prose,
  table,
} from '@suite/report'
import type { Findings } from './report.ts'

/** How many lines of wrangler the summary of a failed run shows: errors are printed last. */
const shownLines = 60

/** Returns the job summary: what is known of the Worker, its traffic, the story, and what wrangler printed if it failed. */
export function summaryOf(
  { result, request, worker, wranglerVersion, facts }: Findings,
  verdict: Verdict,
  story: readonly string[],
): Markdown {
  const { deployment, versionId, previousVersionId, urls = [], lines = [] } = result
  const shares = deployment?.versions ?? []
  const [alone] = shares.length === 1 ? shares : []
  const all = alone?.versionId === versionId ? alone : undefined
  const printed = lines.filter((line) => line.trim() !== '').slice(-shownLines)
  return blocks(
    listFacts([
      ['Worker', facts?.current || deployment ? link(code(worker), deploymentsOf(worker)) : code(worker)],
      ['Command', code(request.command)],
      ['Version', versionId && code(versionId)],
      ['Traffic, as read back', all && `${all.percentage} %`],
      [
        'Version before',
        previousVersionId === versionId ? undefined : previousVersionId && code(previousVersionId),
      ],
      ['Deployment', deployment && link(code(deployment.id), deploymentsOf(worker))],
      ['Addresses', urls.length === 0 ? undefined : urls.map(addressOf).join(', ')],
      ['Wrangler', code(wranglerVersion)],
    ]),
    all === undefined && shares.length > 0
      ? table(
          ['Version', 'Traffic, as read back'],
          shares.map((share) => [code(share.versionId), `${share.percentage} %`]),
        )
      : undefined,
    bullets(story.map((line) => prose(line.trim()))),
    verdict === 'fail' && printed.length > 0
      ? details('What wrangler printed last', codeBlock(printed.join('\n')))
      : undefined,
  )
}

/**
 * Returns the page of the dashboard that lists the deployments of a Worker. The dashboard asks for the account, which is
 * often kept as a secret.
 */
function deploymentsOf(worker: string): string {
  return `https://dash.cloudflare.com/?to=/:account/workers/services/view/${worker}/production/deployments`
}

/** Returns an address as a link, unless it is the pattern of a route. */
function addressOf(url: string): Markdown {
  return url.startsWith('https://') && !url.includes('*') ? link(code(url), url) : code(url)
}
