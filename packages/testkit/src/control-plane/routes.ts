import { type Answer, AnswerError } from '../core/answer.ts'
import { type HostRequest, type Route, route } from '../core/router.ts'
import { present, rowOf, type Shape } from './shapes.ts'
import { isOf, movePin, type PinRow, type State, takeRead } from './state.ts'

export interface Behaviour {
  readonly shape: Shape
  readonly etags: boolean
  readonly compareAndSwap: boolean
  readonly idempotencyKeys: boolean
}

/** Returns the two routes of the contract. */
export function pinRoutes(state: State, behaviour: Behaviour): Route[] {
  return [
    route('GET', '/cp/admin/runtime-image', (request) => {
      requireScope(state, request, 'read')
      const etag = etagOf(state)
      const body = present(takeRead(state), behaviour.shape, state.images)
      return {
        status: 200,
        headers: { 'content-type': 'application/json', ...(behaviour.etags && { etag }) },
        body,
      }
    }),
    route('POST', '/cp/admin/runtime-image/promote', (request) => promote(state, behaviour, request)),
  ]
}

export function tokenOf(state: State, { headers }: HostRequest) {
  return state.tokens.get(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
}

function etagOf({ generation }: State): string {
  return `"pins-${generation}"`
}

function promote(state: State, behaviour: Behaviour, request: HostRequest): Answer {
  const wanted = readBody(request)
  requireScope(state, request, 'promote', wanted)
  const text = request.body.toString()
  const key = String(request.headers['idempotency-key'] ?? '')
  const seen = behaviour.idempotencyKeys && key !== '' ? state.keys.get(key) : undefined
  if (seen !== undefined && seen.body !== text)
    throw refusal(422, 'the idempotency key was used with another body')
  if (seen !== undefined) return { status: 200, body: seen.answer }
  const current = state.pins.find(isOf(wanted))
  if (behaviour.compareAndSwap) requireCurrent(state, request, wanted.expectedPrevious, current)
  if (state.known !== undefined && !state.known.has(wanted.digest)) throw refusal(422, 'no such image')
  const row: PinRow = { template: wanted.template, region: wanted.region, digest: wanted.digest }
  movePin(state, row)
  state.promotions.push(row)
  const answer = rowOf(row, state.images)
  state.keys.set(key, { body: text, answer })
  return {
    status: current === undefined ? 201 : 200,
    headers: behaviour.etags ? { etag: etagOf(state) } : {},
    body: answer,
  }
}

function requireCurrent(
  state: State,
  { headers }: HostRequest,
  expected: string | undefined,
  current: PinRow | undefined,
): void {
  const match = headers['if-match']
  if (match !== undefined && match !== etagOf(state)) throw refusal(412, 'the pins have changed')
  if (expected !== undefined && expected !== current?.digest) throw refusal(409, 'another digest is pinned')
}

function readBody({ body }: HostRequest) {
  let json: Readonly<Record<string, unknown>>
  try {
    json = JSON.parse(body.toString())
  } catch {
    throw refusal(400, 'the body is not JSON')
  }
  const { template_name, region, image_digest, expected_previous } = json
  const known = ['template_name', 'region', 'image_digest', 'expected_previous']
  const strange = Object.keys(json).find((name) => !known.includes(name))
  if (strange !== undefined) throw refusal(400, `the field ${strange} is not known`)
  if (typeof template_name !== 'string' || typeof region !== 'string' || typeof image_digest !== 'string')
    throw refusal(400, 'template_name, region and image_digest are needed')
  if (expected_previous !== undefined && typeof expected_previous !== 'string')
    throw refusal(400, 'expected_previous must be a text')
  return { template: template_name, region, digest: image_digest, expectedPrevious: expected_previous }
}

function requireScope(
  state: State,
  request: HostRequest,
  scope: 'read' | 'promote',
  address?: Pick<PinRow, 'template' | 'region'>,
): void {
  const token = tokenOf(state, request)
  if (token === undefined) throw refusal(401, 'the token is not known')
  const { scopes, template = address?.template, region = address?.region } = token
  const reaches = address === undefined || (template === address.template && region === address.region)
  if (!scopes.includes(scope) || !reaches) throw refusal(403, `the token lacks the scope ${scope}`)
}

function refusal(status: number, message: string): AnswerError {
  return new AnswerError({ status, body: { error: message } })
}
