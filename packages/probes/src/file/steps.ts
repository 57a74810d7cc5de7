import type { ConfigFile } from '@suite/config-file'
import type { Problem } from '@suite/errors'
import { type CompileRegExp, PatternError } from '@suite/matchers'
import type { Demand } from '../demand.ts'
import type { Expectation, Step } from '../kinds/http/probe.ts'
import { placeholdersOf } from '../placeholders.ts'
import type { ProbeRequest } from '../probe.ts'
import type { DemandEntry, ProbeFile, StepEntry } from './schema.ts'

type Path = readonly PropertyKey[]

/** Reads parts of a probe file, and gathers what is wrong with them. */
export interface Reader {
  readonly file: ConfigFile<ProbeFile>
  readonly problems: Problem[]
  /** Undefined where the file has no pattern. */
  readonly compile: CompileRegExp | undefined
}

/** What is demanded of a value. A text alone is to be equal, or, in the list `text`, to be contained. */
function toDemand(
  { file, problems, compile }: Reader,
  written: DemandEntry,
  path: Path,
  bare: 'equals' | 'contains' = 'equals',
): Demand {
  if (typeof written !== 'object' || written === null)
    return bare === 'contains' ? { contains: String(written) } : { equals: written }
  if (written.pattern === undefined) return written as Demand
  try {
    if (compile) return { pattern: compile(written.pattern) }
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    problems.push({ what: error.message, at: file.locate([...path, 'pattern']) })
  }
  return { absent: true }
}

export function toDemands(
  reader: Reader,
  written: Readonly<Record<string, DemandEntry>> | undefined,
  path: Path,
): readonly (readonly [string, Demand])[] {
  return Object.entries(written ?? {}).map(([name, each]) => [name, toDemand(reader, each, [...path, name])])
}

/** Requests of one probe; each may use what those before it captured. */
export function toSteps(reader: Reader, written: readonly StepEntry[], path: Path): Step[] {
  const known = new Set<string>()
  return written.map((step, index) => {
    const at = [...path, index]
    const request = toRequest(step)
    refuseUnknown(reader, request, known, at)
    const capture = Object.entries(step.capture ?? {}).map(([name, { json, header, secret = true }]) => ({
      name,
      from: json === undefined ? { header: String(header).toLowerCase() } : { json },
      secret,
    }))
    for (const { name } of capture) known.add(name)
    return { request, expect: toExpectation(reader, step.expect, [...at, 'expect']), capture }
  })
}

export function toRequest({
  method = 'GET',
  path,
  headers,
  body,
}: Pick<StepEntry, 'method' | 'path' | 'headers' | 'body'>): ProbeRequest {
  const json = typeof body === 'object'
  return {
    method,
    path,
    ...((headers || json) && {
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    }),
    ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
  }
}

/** A placeholder that nothing fills in would be sent as it stands. */
export function refuseUnknown(
  { file, problems }: Reader,
  request: ProbeRequest,
  known: ReadonlySet<string>,
  path: Path,
) {
  const { path: address, headers = {}, body = '' } = request
  const parts: [string, string][] = [
    ['path', address],
    ['body', body],
    ...Object.values(headers).map((text): [string, string] => ['headers', text]),
  ]
  for (const [key, text] of parts)
    for (const name of placeholdersOf(text))
      if (!known.has(name))
        problems.push({
          what: `{{${name}}} is not captured by an earlier request`,
          at: file.locate([...path, key]),
        })
}

function toExpectation(reader: Reader, written: StepEntry['expect'] = {}, path: Path): Expectation {
  const { status = 200, headers, json, text = [] } = written
  return {
    status: typeof status === 'number' ? [status] : status,
    headers: toDemands(reader, headers, [...path, 'headers']).map(([name, demand]) => [
      name.toLowerCase(),
      demand,
    ]),
    json: toDemands(reader, json, [...path, 'json']),
    text: text.map((each, index) => toDemand(reader, each, [...path, 'text', index], 'contains')),
    latency: written.latency,
    tlsDaysLeft: written['tls-days-left'],
  }
}
