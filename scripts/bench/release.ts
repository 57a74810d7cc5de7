import { measureCompile } from './compile.ts'
import { formatTable } from './table.ts'
import { measureUpload } from './upload.ts'

/** Measures how a release is compiled, read back and uploaded; each ratio is one of programs that alternate in one run. */
export async function measureRelease() {
  return { compile: await measureCompile(), upload: await measureUpload() }
}

/** Returns the tables of a release for a terminal. */
export function describeRelease({ compile, upload }: Awaited<ReturnType<typeof measureRelease>>): string {
  const compiled = compile
    ? [
        'Compiling five targets, next to one',
        formatTable(['bases', 'ms for one target', 'ms for five', 'ratio', 'at most'], compile.compiled),
        '\nReading back a binary of 100 MB, next to hashing it',
        formatTable(['binary', 'ms to hash', 'ms to read back', 'ratio', 'at most'], compile.readBack),
      ]
    : ['Compiling was not measured: no deno is installed for this platform.']
  return [
    ...compiled,
    '\nPublishing a release',
    formatTable(['upload', 'requests', 'ms in all', 'peak MB', 'at most'], upload),
  ].join('\n')
}
