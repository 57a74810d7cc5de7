import type { Cause, LabelMatch } from '@suite/change-rules'
import type { Location } from '@suite/errors'
import type { Pages } from '@suite/forge'
import { blocks, code, counted, heading, link, type Markdown, prose, table } from '@suite/report'
import { type Labelled, type Tense, words } from './report.ts'

/** Where people see the repository, and the version of the rule file that was read. */
export interface Links {
  readonly pages: Pages
  /** A commit, or a full ref. */
  readonly rulesAt: string
}

/** Returns the section of the job summary about one pull request. */
export function sectionOf({ facts: { pull }, plan }: Labelled, tense: Tense, links: Links): Markdown {
  const { pages } = links
  const shown = plan.decisions.filter(({ fate }) => fate !== 'absent')
  const commit = link(code(pull.head.sha.slice(0, 12)), pages.commit(pull.head.sha))
  const basis = `${counted(pull.files.length, 'changed file')} of ${commit}`
  return blocks(
    heading(3, `${link(`#${pull.number}`, pages.pull(pull.number))} ${prose(pull.title)}`),
    pull.filesFrom === 'trees'
      ? `${basis}, found by comparing the trees, because the forge truncates its list.`
      : `${basis}.`,
    shown.length === 0
      ? 'No rule matches.'
      : table(
          ['Label', 'Decision', 'Because of', 'Rule'],
          shown.map(({ label, fate, match }) => [
            code(label),
            words[tense][fate],
            causesMarkdown(match, links),
            linkedPlace(code(placeOf(match.rule.at)), match.rule.at, links),
          ]),
        ),
  )
}

/** Returns `labeler.yml:3`. */
function placeOf({ file, line }: Location): string {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return line === undefined ? name : `${name}:${line}`
}

function linkedPlace(label: Markdown, { file, line }: Location, { pages, rulesAt }: Links): Markdown {
  return link(label, pages.file(rulesAt, file, line === undefined ? undefined : { first: line, last: line }))
}

/** Returns the first causes. The rule engine counts all causes, but keeps only some. */
function causesMarkdown({ causes, causeCount, outcome }: LabelMatch, links: Links): Markdown {
  if (causeCount === 0) return outcome === 'unmatched' ? 'no rule matches' : code(outcome)
  const shown = causes.slice(0, 3)
  const rest = causeCount - shown.length
  return shown.map((cause) => causeMarkdown(cause, links)).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function causeMarkdown(cause: Cause, links: Links): Markdown {
  if (cause.on === 'changed-files') {
    const globs = cause.globs.map((glob) => linkedPlace(code(glob), cause.at, links))
    return `${code(cause.path)} by ${globs.join(' and ')}`
  }
  const branch = `the ${cause.on === 'base-branch' ? 'base' : 'head'} branch ${code(cause.branch)}`
  return `${branch} by ${linkedPlace(code(cause.pattern), cause.at, links)}`
}
