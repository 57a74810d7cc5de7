import { OutsideError } from '@suite/errors'
import { visible } from '@suite/report'
import * as z from 'zod/mini'
import { materialsReasons } from './reasons.ts'

const place = z.optional(z.looseObject({ specifier: z.optional(z.string()) }))
const shape = z.looseObject({
  version: z.literal(1),
  roots: z.array(z.string()),
  modules: z.array(
    z.looseObject({
      specifier: z.string(),
      npmPackage: z.optional(z.string()),
      dependencies: z.optional(z.array(z.looseObject({ code: place, type: place }))),
    }),
  ),
  redirects: z.optional(z.record(z.string(), z.string())),
  npmPackages: z.optional(
    z.record(
      z.string(),
      z.looseObject({ name: z.string(), version: z.string(), dependencies: z.array(z.string()) }),
    ),
  ),
})

/** What `deno info --json` says about a program. */
export interface ModuleGraph {
  readonly roots: readonly string[]
  readonly modules: readonly {
    readonly specifier: string
    readonly npmPackage: string | undefined
    /** What it imports, as it is resolved, before redirects. */
    readonly imports: readonly string[]
  }[]
  readonly redirects: ReadonlyMap<string, string>
  readonly npmPackages: ReadonlyMap<
    string,
    { readonly name: string; readonly version: string; readonly dependencies: readonly string[] }
  >
}

/**
 * Reads the answer of `deno info --json`.
 * @throws OutsideError `materials-unknown` if it has another form
 */
export function readModuleGraph(info: unknown): ModuleGraph {
  const read = z.safeParse(shape, info)
  if (!read.success) {
    const issue = read.error.issues[0]?.path.map(String).join('.') ?? ''
    throw new OutsideError(
      materialsReasons['materials-unknown'],
      `the answer of deno info has an unexpected form: ${visible(issue, 200)}`,
    )
  }
  const { roots, modules, redirects = {}, npmPackages = {} } = read.data
  return {
    roots,
    modules: modules.map(({ specifier, npmPackage, dependencies = [] }) => ({
      specifier,
      npmPackage,
      imports: dependencies
        .flatMap(({ code, type }) => [code?.specifier, type?.specifier])
        .filter((each) => each !== undefined),
    })),
    redirects: new Map(Object.entries(redirects)),
    npmPackages: new Map(Object.entries(npmPackages)),
  }
}
