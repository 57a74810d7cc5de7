import { invalid, problem } from './problems.ts'
import { type Label, type PullState, type RepositoryState, type State, userOf } from './state.ts'

const perPull = 100
const nameLength = 50
const descriptionLength = 100

export interface LabelFields {
  readonly name?: unknown
  readonly color?: unknown
  readonly description?: unknown
}

export const findLabel = (repository: RepositoryState, name: string) =>
  repository.labels.get(name.toLowerCase())

/**
 * Creates a label in a repository.
 *
 * @throws AnswerError with the 422 that GitHub answers
 */
export function createLabel(
  state: State,
  repository: RepositoryState,
  fields: LabelFields,
  docs: string,
): Label {
  const name = typeof fields.name === 'string' ? fields.name.trim() : ''
  if (name === '') throw invalid(docs, { resource: 'Label', code: 'missing_field', field: 'name' })
  const label: Label = { id: state.nextId(), name: '', color: 'ededed', description: null }
  changeLabel(repository, label, { ...fields, name }, docs)
  return label
}

/**
 * Changes a label.
 *
 * @throws AnswerError with the 422 that GitHub answers
 */
export function changeLabel(
  repository: RepositoryState,
  label: Label,
  { name = label.name, color = label.color, description = label.description }: LabelFields,
  docs: string,
): void {
  const tooLong = (field: string, most: number) => ({
    resource: 'Label',
    code: 'custom',
    field,
    message: `${field} is too long (maximum is ${most} characters)`,
  })
  const wanted = String(name)
  const holder = findLabel(repository, wanted)
  const errors = [
    ...(holder && holder !== label ? [{ resource: 'Label', code: 'already_exists', field: 'name' }] : []),
    ...(lengthOf(wanted) > nameLength ? [tooLong('name', nameLength)] : []),
    ...(/^[0-9a-f]{6}$/i.test(String(color)) ? [] : [{ resource: 'Label', code: 'invalid', field: 'color' }]),
    ...(lengthOf(String(description ?? '')) > descriptionLength
      ? [tooLong('description', descriptionLength)]
      : []),
  ]
  if (errors.length > 0) throw invalid(docs, ...errors)
  repository.labels.delete(label.name.toLowerCase())
  Object.assign(label, { name: wanted, color: String(color).toLowerCase(), description: description ?? null })
  repository.labels.set(wanted.toLowerCase(), label)
}

/** Who changes labels, and whether they may create a label of an unknown name. */
export interface LabelWriter {
  readonly actor: string
  readonly mayCreate: boolean
}

/** Adds labels to a pull request; one refused name refuses the whole batch. */
export function addLabels(
  state: State,
  repository: RepositoryState,
  pull: PullState,
  names: readonly string[],
  by: LabelWriter,
  docs: string,
): void {
  const wanted = names.map((name) => name.trim())
  assertAcceptable(repository, pull.labels, wanted, by, docs)
  for (const name of wanted) {
    const label = findLabel(repository, name) ?? createLabel(state, repository, { name }, docs)
    if (pull.labels.includes(label)) continue
    pull.labels.push(label)
    remember(state, pull, 'labeled', by.actor, label)
  }
}

/** Replaces the labels of a pull request; a refusal changes nothing. */
export function replaceLabels(
  state: State,
  repository: RepositoryState,
  pull: PullState,
  names: readonly string[],
  by: LabelWriter,
  docs: string,
): void {
  const wanted = new Set(names.map((name) => name.trim().toLowerCase()))
  const dropped = pull.labels.filter(({ name }) => !wanted.has(name.toLowerCase()))
  assertAcceptable(repository, [], names, by, docs)
  for (const { name } of dropped) removeLabel(state, repository, pull, name, by.actor)
  addLabels(state, repository, pull, names, by, docs)
}

function assertAcceptable(
  repository: RepositoryState,
  present: readonly Label[],
  wanted: readonly string[],
  by: LabelWriter,
  docs: string,
): void {
  for (const name of wanted)
    if (name.trim() === '' || lengthOf(name) > nameLength)
      throw invalid(docs, { value: name, resource: 'Label', field: 'name', code: 'invalid' })
  if (!by.mayCreate && wanted.some((name) => !findLabel(repository, name)))
    throw problem(403, 'You do not have permission to create labels on this repository.', docs, [
      { resource: 'Repository', field: 'label', code: 'unauthorized' },
    ])
  const after = new Set([...present.map(({ name }) => name), ...wanted].map((name) => name.toLowerCase()))
  if (after.size > perPull)
    throw invalid(docs, {
      resource: 'Issue',
      field: 'labels',
      code: 'custom',
      message: `Issue cannot have more than ${perPull} labels`,
    })
}

/** Removes one label from a pull request; returns false if the label was not there. */
export function removeLabel(
  state: State,
  repository: RepositoryState,
  pull: PullState,
  name: string,
  actor: string,
): boolean {
  const label = findLabel(repository, name)
  if (!label || !pull.labels.includes(label)) return false
  pull.labels = pull.labels.filter((other) => other !== label)
  remember(state, pull, 'unlabeled', actor, label)
  return true
}

// GitHub counts characters, not UTF-16 units: an emoji is one.
const lengthOf = (text: string) => [...text].length

function remember(
  state: State,
  pull: PullState,
  event: 'labeled' | 'unlabeled',
  actor: string,
  { name, color }: Label,
) {
  const { login } = userOf(state, actor)
  pull.labelEvents.push({
    id: state.nextId(),
    event,
    actor: login,
    label: { name, color },
    createdAt: state.now(),
  })
}
