import { visible } from '@suite/report'
import { describeAge } from './judge-content.ts'
import type { ContentRule, EvidenceRule } from './policy.ts'
import type { Requirement } from './requirements.ts'

/** Returns what a requirement needs, as the end of a sentence. */
export function askedFor(requirement: Requirement): string {
  const places = requirement.files.map(({ pattern }) => visible(pattern)).join(' or ')
  const count = requirement.atLeast > 1 ? `${requirement.atLeast} files in ` : 'a file in '
  const demands = demandsOf(requirement, requirement.atLeast > 1).join(' and ')
  return `${count}${places}${demands === '' ? '' : ` that ${demands}`}`
}

/** Returns what the content must be; `many` means several files. */
export function demandsOf({ contains, maxAge }: Requirement, many = false): string[] {
  return [
    ...contains.map((rule) => demandOf(rule, many)),
    ...(maxAge === undefined ? [] : [`${many ? 'are' : 'is'} not older than ${describeAge(maxAge)}`]),
  ]
}

function demandOf(rule: ContentRule, many: boolean): string {
  if ('evidence' in rule) return `${many ? 'are' : 'is'} ${evidenceAskedFor(rule.evidence)}`
  if ('text' in rule) return `${many ? 'hold' : 'holds'} ${JSON.stringify(visible(rule.text))}`
  if ('pattern' in rule) return `${many ? 'match' : 'matches'} ${visible(rule.pattern.source)}`
  const has = many ? 'have' : 'has'
  return rule.equals === undefined
    ? `${has} a value at ${rule.json}`
    : `${has} ${JSON.stringify(rule.equals)} at ${rule.json}`
}

function evidenceAskedFor({ kind, verdict, requires = [], subject = {} }: EvidenceRule): string {
  const about = Object.entries(subject).map(
    ([name, value]) => `${visible(name)} ${visible(JSON.stringify(value))}`,
  )
  return [
    `evidence${kind === undefined ? '' : ` of ${visible(kind)}`} with the verdict ${verdict}`,
    ...(about.length > 0 ? [`about ${about.join(', ')}`] : []),
    ...(requires.length > 0 ? [`in which ${requires.map((name) => visible(name)).join(', ')} passed`] : []),
  ].join(' ')
}
