import { readJsoncFile } from '@suite/config-file/jsonc'
import * as z from 'zod/mini'
import { sourceReasons } from './reasons.ts'

const members = z.optional(
  z.union([z.array(z.string()), z.looseObject({ members: z.optional(z.array(z.string())) })]),
)
const mapping = z.optional(z.record(z.string(), z.unknown()))

/** The members of deno.json that decide what a release is made of. deno checks the others. */
const schema = z.optional(
  z.nullable(
    z.looseObject({
      version: z.optional(z.string()),
      lock: z.optional(z.union([z.boolean(), z.string(), z.looseObject({ path: z.optional(z.string()) })])),
      workspace: members,
      importMap: z.optional(z.string()),
      imports: mapping,
      scopes: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
      links: z.optional(z.array(z.string())),
      patch: z.optional(z.array(z.string())),
      permissions: mapping,
      allowScripts: z.optional(z.unknown()),
      compile: z.optional(
        z.looseObject({
          include: z.optional(z.array(z.string())),
          permissions: z.optional(z.unknown()),
        }),
      ),
    }),
  ),
)

export type DenoConfig = NonNullable<z.output<typeof schema>>

/**
 * Returns what a deno.json or deno.jsonc says.
 * @param path from the root of the repository, for messages
 * @throws UsageError `project-invalid` with every problem at its line
 */
export function readDenoConfig(path: string, text: string): DenoConfig {
  return readJsoncFile({ path, text }, schema, { reason: sourceReasons['project-invalid'] }).value ?? {}
}

/** Returns the folders of the members of a workspace, as they are written; undefined if it is none. */
export function membersOf({ workspace }: DenoConfig): readonly string[] | undefined {
  if (workspace === undefined) return undefined
  return Array.isArray(workspace) ? workspace : (workspace.members ?? [])
}

/** Returns whether scripts of packages run when deno installs them. */
export function allowsScripts({ allowScripts }: DenoConfig): boolean {
  const isObject = typeof allowScripts === 'object' && allowScripts !== null && !Array.isArray(allowScripts)
  const allowed: unknown = isObject ? Reflect.get(allowScripts, 'allow') : allowScripts
  if (allowed === undefined || allowed === null || allowed === false) return false
  return !Array.isArray(allowed) || allowed.length > 0
}
