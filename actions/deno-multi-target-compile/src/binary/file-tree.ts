import * as z from 'zod/mini'
import { Malformed } from './problem.ts'

const range = z.tuple([z.number(), z.number()])

const fileSchema = z.strictObject({
  n: z.string(),
  o: range,
  u: z.optional(z.literal(true)),
  m: z.optional(range),
  c: z.optional(range),
  s: z.optional(range),
  t: z.optional(z.number()),
  x: z.optional(z.literal(true)),
})

const linkSchema = z.strictObject({ n: z.string(), p: z.array(z.string()), d: z.optional(z.literal(true)) })

/** Its entries are read one by one, so that a deep tree needs no deep stack. */
const folderSchema = z.strictObject({ n: z.string(), e: z.array(z.unknown()) })

const entrySchema = z.union([
  z.strictObject({ Dir: folderSchema }),
  z.strictObject({ File: fileSchema }),
  z.strictObject({ Symlink: linkSchema }),
])

/** A file or symbolic link of the tree, with its path from the root. */
export type Leaf =
  | { readonly path: string; readonly file: z.infer<typeof fileSchema> }
  | { readonly path: string; readonly link: z.infer<typeof linkSchema> }

/** Returns every file and link of a tree of embedded files, in its order. */
export function leavesOf(tree: unknown): readonly Leaf[] {
  const leaves: Leaf[] = []
  const folders: { readonly path: string; readonly entries: unknown }[] = [{ path: '', entries: tree }]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (!Array.isArray(folder.entries)) throw new Malformed('the tree of the embedded files is not a list')
    const names = new Set<string>()
    for (const value of folder.entries) {
      const result = entrySchema.safeParse(value)
      if (!result.success)
        throw new Malformed(
          `an entry of the embedded folder /${folder.path} is not of the form that deno 2.9.6 writes`,
        )
      const entry = result.data
      const name = 'Dir' in entry ? entry.Dir.n : 'File' in entry ? entry.File.n : entry.Symlink.n
      checkName(name, names, folder.path)
      const path = folder.path + name
      if ('Dir' in entry) folders.push({ path: `${path}/`, entries: entry.Dir.e })
      else if ('File' in entry) leaves.push({ path, file: entry.File })
      else leaves.push({ path, link: entry.Symlink })
    }
  }
  return leaves
}

function checkName(name: string, names: Set<string>, folder: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))
    throw new Malformed(
      `an embedded file in /${folder} has the name ${JSON.stringify(name)}, which is no name`,
    )
  if (names.has(name)) throw new Malformed(`the binary embeds /${folder}${name} twice`)
  names.add(name)
}
