// The language service is built for bundlers and imports JSON without the attribute that Node requires.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context)
    if (!/\/@actions\/.*\.json$/.test(resolved.url)) return resolved
    return { ...resolved, importAttributes: { ...resolved.importAttributes, type: 'json' } }
  },
})
