import { bodyOf, type Call, endpoint, notFound, paged, problem, pullOf, requireWrite } from '../endpoint.ts'
import { createLabel } from '../labels.ts'
import { labelJson } from '../present.ts'
import { type Label, labelsFor, setLabel } from '../state.ts'

const units = ['pull-requests', 'issues']
const ofPull = '/repos/:owner/:repo/issues/:number/labels'

export const labelEndpoints = [
  // Not paged, and not counted.
  endpoint('GET', ofPull, units, (call) => shown(call)),

  endpoint('POST', ofPull, units, (call) => {
    for (const label of namedIn(call)) setLabel(call.state, pullOf(call), label, true, call.token.actor)
    return shown(call)
  }),

  endpoint('PUT', ofPull, units, (call) => {
    const wanted = namedIn(call)
    const pull = pullOf(call)
    for (const label of pull.labels)
      if (!wanted.includes(label)) setLabel(call.state, pull, label, false, call.token.actor)
    for (const label of wanted) setLabel(call.state, pull, label, true, call.token.actor)
    return shown(call)
  }),

  endpoint('DELETE', `${ofPull}/:id`, units, (call) => {
    const pull = pullOf(call)
    requireWrite(call, ['pull-requests'], '')
    const label = labelsFor(call.state, call.repository).find(
      ({ id }) => String(id) === call.request.params.id,
    )
    // A name is not an id, and a label that does not exist is refused too.
    if (!label || !pull.labels.includes(label)) throw problem(422, 'label does not exist')
    setLabel(call.state, pull, label, false, call.token.actor)
    return { status: 204 }
  }),

  endpoint('GET', '/repos/:owner/:repo/labels', units, (call) =>
    paged(call, call.repository.labels, show(call)),
  ),

  endpoint('GET', '/repos/:owner/:repo/labels/:id', units, (call) => {
    const label = call.repository.labels.find(({ id }) => String(id) === call.request.params.id)
    if (!label) throw notFound()
    return { status: 200, body: show(call)(label) }
  }),

  endpoint('POST', '/repos/:owner/:repo/labels', units, (call) => {
    requireWrite(call, units, 'user should have a permission to write to a repo')
    return { status: 201, body: show(call)(createLabel(call.state, call.repository.labels, bodyOf(call))) }
  }),

  endpoint('GET', '/orgs/:org/labels', [], (call) => {
    const { state, request } = call
    const organization = state.organizations.get(request.params.org.toLowerCase())
    if (!organization) throw notFound()
    const repository = { owner: request.params.org, fullName: '' } as Call['repository']
    return paged(call, organization.labels, (label) => labelJson(state, repository, label))
  }),
]

const show = (call: Call<never>) => (label: Label) => labelJson(call.state, call.repository, label)

const shown = (call: Call<'number'>) => ({ status: 200, body: pullOf(call).labels.map(show(call)) })

/**
 * Returns the labels with these ids or names: every label of a name, case-sensitively; unknown ones are ignored
 * silently.
 */
function namedIn(call: Call<'number'>): Label[] {
  pullOf(call)
  requireWrite(call, ['pull-requests'], 'write permission is required')
  const { labels } = bodyOf(call)
  const wanted: unknown[] = Array.isArray(labels) ? labels : []
  const kinds = new Set(wanted.map((each) => typeof each))
  if ([...kinds].some((kind) => kind !== 'string' && kind !== 'number'))
    throw problem(400, 'a label must be an integer or a string')
  if (kinds.size > 1) throw problem(400, 'labels should be an array of strings or integers')
  return labelsFor(call.state, call.repository).filter(
    ({ id, name }) => wanted.includes(id) || wanted.includes(name),
  )
}
