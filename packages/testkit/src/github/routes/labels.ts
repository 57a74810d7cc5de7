import { allows, bodyOf, type Call, endpoint, paged, pullOf } from '../endpoint.ts'
import {
  addLabels,
  changeLabel,
  createLabel,
  findLabel,
  type LabelWriter,
  removeLabel,
  replaceLabels,
} from '../labels.ts'
import { labelEventJson, labelJson, timelineJson } from '../present.ts'
import { notFound, problem } from '../problems.ts'
import type { Label } from '../state.ts'

const docs = 'issues/labels'
const read = { docs, needs: ['issues:read', 'pull-requests:read'] } as const
const write = { docs, needs: ['issues:write', 'pull-requests:write'] } as const

export const labelEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/issues/:number/labels', read, (call) =>
    paged(call, pullOf(call).labels, show(call)),
  ),

  endpoint('POST', '/repos/:owner/:repo/issues/:number/labels', write, (call) => {
    const pull = pullOf(call)
    addLabels(call.state, call.repository, pull, namesIn(call), writerOf(call), docs)
    return { status: 200, body: pull.labels.map(show(call)) }
  }),

  endpoint('PUT', '/repos/:owner/:repo/issues/:number/labels', write, (call) => {
    const pull = pullOf(call)
    replaceLabels(call.state, call.repository, pull, namesIn(call), writerOf(call), docs)
    return { status: 200, body: pull.labels.map(show(call)) }
  }),

  endpoint('DELETE', '/repos/:owner/:repo/issues/:number/labels/:name', write, (call) => {
    const pull = pullOf(call)
    const { name } = call.request.params
    if (!removeLabel(call.state, call.repository, pull, name, call.token.actor))
      throw problem(404, 'Label does not exist', docs)
    return { status: 200, body: pull.labels.map(show(call)) }
  }),

  endpoint('GET', '/repos/:owner/:repo/issues/:number/events', { ...read, docs: 'issues/events' }, (call) => {
    return paged(call, pullOf(call).labelEvents, (event) =>
      labelEventJson(call.state, call.repository, event),
    )
  }),

  endpoint(
    'GET',
    '/repos/:owner/:repo/issues/:number/timeline',
    { ...read, docs: 'issues/timeline' },
    (call) => {
      return paged(call, timelineJson(call.state, call.repository, pullOf(call)), (row) => row)
    },
  ),

  endpoint('GET', '/repos/:owner/:repo/labels', read, (call) =>
    paged(call, [...call.repository.labels.values()], show(call)),
  ),

  endpoint('POST', '/repos/:owner/:repo/labels', write, (call) => ({
    status: 201,
    body: show(call)(createLabel(call.state, call.repository, bodyOf(call), docs)),
  })),

  endpoint('GET', '/repos/:owner/:repo/labels/:name', read, (call) => ({
    status: 200,
    body: show(call)(labelOf(call)),
  })),

  endpoint('PATCH', '/repos/:owner/:repo/labels/:name', write, (call) => {
    const { new_name: name, ...fields } = bodyOf(call)
    const label = labelOf(call)
    changeLabel(call.repository, label, { ...fields, ...(name !== undefined && { name }) }, docs)
    return { status: 200, body: show(call)(label) }
  }),
]

const show = (call: Call<never>) => (label: Label) => labelJson(call.state, call.repository, label)

function labelOf(call: Call<'name'>): Label {
  const label = findLabel(call.repository, call.request.params.name)
  if (!label) throw notFound(docs)
  return label
}

const writerOf = ({ token }: Call<never>): LabelWriter => ({
  actor: token.actor,
  mayCreate: allows(token, 'issues:write'),
})

// Accepts `["a"]`, `{labels: ["a"]}` or `{labels: [{name: "a"}]}`; a suggested label is not added.
function namesIn(call: Call<never>): string[] {
  const body: unknown = bodyOf(call)
  const list = Array.isArray(body) ? body : ((body as { labels?: unknown }).labels ?? [])
  if (!Array.isArray(list)) throw problem(422, 'Invalid request.\n\nlabels is not an array.', docs)
  return list
    .filter((item) => !item?.suggest)
    .map((item) => String(typeof item === 'object' ? item?.name : item))
}
