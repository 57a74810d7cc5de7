import { toDemand, toDemands } from '../../file/demands.ts'
import type { Reader } from '../../file/reader.ts'
import { refuseUnknown } from '../../file/refuse-unknown.ts'
import { toRequest } from '../../file/requests.ts'
import { defineKind } from '../kind.ts'
import { type Expectation, httpProbe, type Step } from './probe.ts'
import { type StepEntry, schema } from './schema.ts'

export const http = defineKind({
  name: 'http',
  schema,
  filled: ['path', 'headers', 'body'],
  read: (written, { reader, path, named }) => httpProbe(named, toSteps(reader, written, path)),
})

/** Each request may use what the requests before it captured. */
function toSteps(reader: Reader, written: readonly StepEntry[], path: readonly PropertyKey[]): Step[] {
  const known = new Set<string>()
  return written.map((step, index) => {
    const at = [...path, index]
    const request = toRequest(step)
    refuseUnknown(reader, step, known, at)
    const capture = Object.entries(step.capture ?? {}).map(([name, { json, header, secret = true }]) => ({
      name,
      from: json === undefined ? { header: String(header).toLowerCase() } : { json },
      secret,
    }))
    for (const { name } of capture) known.add(name)
    return { request, expect: toExpectation(reader, step.expect, [...at, 'expect']), capture }
  })
}

function toExpectation(
  reader: Reader,
  written: StepEntry['expect'] = {},
  path: readonly PropertyKey[],
): Expectation {
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
