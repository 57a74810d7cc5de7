import { type ForgeDifference, forgeDifferences, notShownByAct } from '../../test/act/forge-differences.ts'
import { type End, type TemplateRuns, templateRuns } from '../../test/act/runs.ts'
import { renderTable } from './render-table.ts'
import { replaceGenerated } from './replace-generated.ts'

/**
 * Returns README.md with its tables of what act ran renewed.
 * @throws Error if the page lacks their markers
 */
export function renewRuns(page: string): string {
  const withRuns = replaceGenerated(page, 'runs', renderRuns(templateRuns), 'README.md')
  const forges = [renderDifferences(forgeDifferences), renderList(notShownByAct)].join('\n\n')
  return replaceGenerated(withRuns, 'forges', forges, 'README.md')
}

/** Returns a row for each template, also for one that act cannot run. */
export function renderRuns(runs: readonly TemplateRuns[]): string {
  const ended = (ends: readonly End[]) => (ends.length === 0 ? '**not run**' : ends.join(', '))
  const rows = runs.map(({ template, file, shown, fails, notRun }) => [
    `\`${template}\``,
    ended(shown.GitHub),
    ended(shown.Gitea),
    `\`${fails.job}\`: ${fails.because}`,
    notRun.join(' '),
    `[\`${file.slice('test/'.length)}\`](${file})`,
  ])
  return renderTable(
    ['Template', 'GitHub', 'Gitea', 'The job that fails', 'Not as on a runner', 'Tests'],
    rows,
  )
}

function renderDifferences(differences: readonly ForgeDifference[]): string {
  const rows = differences.map(({ what, GitHub, Gitea, instead, shown }) => [
    what,
    GitHub,
    Gitea,
    instead,
    shown ? `[\`${shown.file.split('/').at(-1)}\`](${shown.file})` : '**not shown**',
  ])
  return renderTable(['What', 'GitHub', 'Gitea', 'Where it is missing', 'Shown by'], rows)
}

function renderList(items: readonly string[]): string {
  return ['act does not show:', '', ...items.map((item) => `- ${item}`)].join('\n')
}
