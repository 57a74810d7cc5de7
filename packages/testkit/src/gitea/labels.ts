import { problem } from './endpoint.ts'
import type { Label, State } from './state.ts'

export interface LabelFields {
  readonly name?: unknown
  readonly color?: unknown
  readonly description?: unknown
}

/**
 * Adds a label to a list, even if a label of that name exists.
 *
 * @throws AnswerError for a missing name or an invalid colour
 */
export function createLabel(
  state: State,
  labels: Label[],
  fields: LabelFields,
  ofOrganization = false,
): Label {
  const color = String(fields.color ?? '').replace(/^#/, '')
  if (typeof fields.name !== 'string' || fields.name === '') throw problem(422, '[Name]: Required')
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) throw problem(422, `bad color code: ${fields.color}`)
  const label: Label = {
    id: state.nextId(),
    name: fields.name,
    color: color.toLowerCase(),
    description: String(fields.description ?? ''),
    ofOrganization,
  }
  labels.push(label)
  return label
}
