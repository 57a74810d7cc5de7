/** Kinds of binding that write the name as `name` instead of `binding`. */
const writtenAsName = ['durable_objects', 'send_email', 'unsafe', 'logfwdr', 'ratelimits']

/** Kinds of binding that are written as an object with the names as its keys. */
const keyedByName = ['vars', 'wasm_modules', 'text_blobs', 'data_blobs'] as const

/**
 * Blocks in which `binding` does not name a binding of the production version: other environments, previews, `dev`, and
 * blocks whose keys the project chooses.
 */
const withoutBindings = ['env', 'previews', 'dev', 'define', 'alias', ...keyedByName]

/**
 * Returns the names of all bindings of a configuration. Each is written as `binding`, in a list, in a group of lists, or
 * alone, so that kinds which are added later are found too.
 * @see https://developers.cloudflare.com/workers/wrangler/configuration/#bindings
 */
export function bindingsOf(configuration: Readonly<Record<string, unknown>>): string[] {
  const kinds = Object.entries(configuration).filter(([kind]) => !withoutBindings.includes(kind))
  const names = kinds.flatMap(([kind, value]) =>
    declarationsIn(value).flatMap((each) => {
      const name = each.binding ?? (writtenAsName.includes(kind) ? each.name : undefined)
      return typeof name === 'string' ? [name] : []
    }),
  )
  const keys = keyedByName.flatMap((kind) => Object.keys(Object(configuration[kind] ?? {})))
  return [...new Set([...names, ...keys])]
}

function declarationsIn(value: unknown): Record<string, unknown>[] {
  const records = (list: readonly unknown[]) =>
    list.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
  if (Array.isArray(value)) return records(value)
  return records([value]).flatMap((one) => [one, ...records(Object.values(one).filter(Array.isArray).flat())])
}
