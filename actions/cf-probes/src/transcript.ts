import type { Evidence, Json } from '@suite/evidence'

type Members = Readonly<Record<string, Json>>

/** Returns the transcripts of a run by file name. They are rendered from the evidence alone, so that both agree. */
export function transcriptsOf(evidence: Evidence): ReadonlyMap<string, string> {
  const probes = listOf(membersOf(evidence.observed).probes).map(membersOf)
  const circumstances = membersOf(evidence.circumstances.probes ?? {})
  return new Map(
    probes.map((probe) => {
      const name = textOf(probe.name)
      return [`${name}.txt`, render(evidence, probe, membersOf(circumstances[name] ?? {}))]
    }),
  )
}

const outcomes: Readonly<Record<string, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  inconclusive: 'INCONCLUSIVE',
  error: 'ERROR',
}

const versions: Readonly<Record<string, string>> = {
  proven: 'proven: each answer named it, and it is the expected one',
  unnamed: 'unnamed: an answer does not name the version that gave it',
  unproven: 'version unproven: an answer did not name the version that gave it',
  wrong: 'wrong: another version than the expected one answered',
  'not-asked': 'not asked: no version was expected',
}

function render({ digest, subject, circumstances, tool }: Evidence, probe: Members, of: Members): string {
  const exchanges = listOf(of.exchanges).map(membersOf)
  const shows = entriesOf(of.shows)
  return [
    `${outcomes[textOf(probe.state)] ?? textOf(probe.state)}: ${textOf(probe.name)} (${textOf(probe.kind)})`,
    `${textOf(probe.because)}`,
    '',
    ...fields([
      ['made by', `${tool.name} ${tool.version} (${tool.commit})`],
      ['started', textOf(circumstances.startedAt)],
      ['finished', circumstances.finishedAt],
      ['commit', textOf(circumstances.commit)],
      ['run', textOf(circumstances.run)],
      ...entriesOf(subject).map(([name, value]): [string, string] => [name, textOf(value)]),
      ['version', versions[textOf(probe.version)] ?? textOf(probe.version)],
      ['attempts', attemptsOf(of)],
      ['evidence', digest],
    ]),
    ...section('Expected', listOf(probe.checks).map(membersOf).map(checkLine)),
    ...shows.flatMap(([title, value]) => section(title, textOf(value).split('\n'))),
    ...exchanges.flatMap(exchangeLines),
    '',
  ].join('\n')
}

function attemptsOf(of: Members): string {
  const retried = entriesOf(of.retried).map(([kind, count]) => `${count} ${kind}`)
  const latencies = listOf(of.latencies).map((each) => `${each} ms`)
  return [
    `${textOf(of.attempts)}; the last ${textOf(of.passes)} passed in a row`,
    ...(latencies.length > 0 ? [`in ${latencies.join(', ')}`] : []),
    ...(retried.length > 0 ? [`repeated for ${retried.join(', ')}`] : []),
    ...(of.convergedAfter === undefined ? [] : [`converged after ${textOf(of.convergedAfter)} ms`]),
  ].join('; ')
}

function checkLine({ expects, holds, found }: Members): string {
  const came = found === undefined ? '' : `: ${textOf(found)}`
  return `${holds === true ? 'yes' : 'NO '}  ${textOf(expects)}${came}`
}

function exchangeLines({ name, at, sent, came, version }: Members): string[] {
  const { line, headers, body } = membersOf(sent ?? {})
  const answer = membersOf(came ?? {})
  return section(`${textOf(name)}, ${textOf(at)}`, [
    `> ${textOf(line)}`,
    ...listOf(headers).map((header) => `> ${textOf(header)}`),
    ...bodyLines('>', body),
    ...(answer.failure === undefined ? answerLines(answer) : [`< no answer: ${failureOf(answer.failure)}`]),
    ...(version === 'not-asked' ? [] : [`  version: ${textOf(version)}`]),
  ])
}

const phases = ['dns', 'connect', 'tls', 'ttfb', 'total']

function answerLines({ status, headers, body, timings, tlsDaysLeft }: Members): string[] {
  const taken = membersOf(timings ?? {})
  const times = phases
    .filter((name) => taken[name] !== undefined)
    .map((name) => `${name} ${textOf(taken[name])} ms`)
  return [
    `< ${textOf(status)}`,
    ...listOf(headers).map((header) => `< ${textOf(header)}`),
    ...bodyLines('<', body),
    `  ${times.join(', ')}`,
    ...(tlsDaysLeft === undefined ? [] : [`  the certificate is good for ${textOf(tlsDaysLeft)} days`]),
  ]
}

function failureOf(failure: Json): string {
  const { kind, detail } = membersOf(failure)
  return `${textOf(kind)} (${textOf(detail)})`
}

function bodyLines(sign: string, body: Json | undefined): string[] {
  const text = textOf(body)
  return text === '' ? [] : [sign, ...text.split('\n').map((line) => `${sign} ${line}`)]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

function fields(rows: readonly (readonly [string, string])[]): string[] {
  return rows.filter(([, value]) => value !== '').map(([name, value]) => `${name.padEnd(18)}${value}`)
}

/** Escapes the characters that could control a terminal. */
function textOf(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  return text.replaceAll(
    /[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}

function membersOf(value: Json): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}
}

/** Returns the members sorted by name, as a file has them. */
function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return Object.entries(membersOf(value ?? {})).sort(([one], [other]) => (one < other ? -1 : 1))
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}
