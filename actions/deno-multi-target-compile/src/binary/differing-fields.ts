import { visible } from '@suite/report'

/**
 * Names the fields in which two values differ, such as `the field permissions.allow_read.0 of the metadata`. It shows
 * no value, which may be a secret.
 */
export function differingFields(left: unknown, right: unknown): readonly string[] {
  const found: string[] = []
  const waiting: { readonly path: string; readonly left: unknown; readonly right: unknown }[] = [
    { path: '', left, right },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path } = next
    const [members, others] = [membersOf(next.left), membersOf(next.right)]
    if (members === undefined || others === undefined) {
      if (!Object.is(next.left, next.right)) found.push(`the field ${visible(path, 200)} of the metadata`)
      continue
    }
    const names = [...new Set([...members.keys(), ...others.keys()])]
    const inner = (name: string) => (path === '' ? name : `${path}.${name}`)
    for (const name of names.toReversed())
      waiting.push({ path: inner(name), left: members.get(name), right: others.get(name) })
  }
  return found
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}
