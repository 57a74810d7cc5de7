import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { afterEach, expect, test, vi } from 'vitest'
import { gitIn, startRepository, temporaryFolder } from '../../test/clone.ts'
import { readGenerated } from './attributes.ts'
import { readBlobs } from './blobs.ts'
import { readChangedLines } from './changed-lines.ts'
import { changedOnDisk } from './changed-on-disk.ts'
import { findCommit, readCheckout, trackedPaths } from './checkout.ts'
import { createGitChanges } from './clone.ts'
import { committedFiles } from './committed-files.ts'
import { openClone } from './program.ts'

const signal = new AbortController().signal
const path = process.env.PATH ?? ''
afterEach(() => vi.unstubAllEnvs())

/** Puts a git in front of the real one whose start of this number does something else. */
async function breakGit(nth: number, script: string): Promise<void> {
  const folder = await temporaryFolder()
  const git = join(folder, 'git')
  await mkdir(join(folder, 'starts'))
  const source = `#!/bin/sh
n=1
while ! mkdir '${folder}/starts/'$n 2>/dev/null; do n=$((n + 1)); done
PATH='${path}'
if [ $n -eq ${nth} ]; then
  ${script}
fi
exec git "$@"
`
  await writeFile(git, source)
  await chmod(git, 0o755)
  vi.stubEnv('PATH', `${folder}:${path}`)
}

async function openProject() {
  const { folder, commit } = await startRepository()
  const base = await commit({
    '.gitattributes': 'gen/** linguist-generated\n',
    'gen/a.js': 'a\n',
    'b.js': 'b\n',
    'c.js': 'c\n',
  })
  const head = await commit({ 'b.js': 'b\nc\n' })
  await writeFile(join(folder, 'c.js'), 'changed\n')
  const idOf = (path: string) => gitIn(folder, 'rev-parse', `${head}:${path}`)
  return { folder, base, head, b: await idOf('b.js'), c: await idOf('c.js') }
}

type Place = Awaited<ReturnType<typeof openProject>>

const questions: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  'the commit that is checked out': ({ folder }) => readCheckout(openClone(folder, signal)),
  'the commit of a ref': ({ folder }) => findCommit(openClone(folder, signal), 'refs/heads/main'),
  'the files of the commit': ({ folder }) => trackedPaths(openClone(folder, signal)),
  'the lines of a change': ({ folder, base, head }) =>
    readChangedLines(openClone(folder, signal), base, head),
  'the files that differ on disk': ({ folder, b, c }) =>
    changedOnDisk(openClone(folder, signal), [
      { path: 'b.js', kind: 'file', newId: b },
      { path: 'c.js', kind: 'file', newId: c },
    ]),
  'the files that are those of the commit': ({ folder }) =>
    committedFiles(openClone(folder, signal), ['b.js', 'c.js']),
  'the generated files': ({ folder, base }) =>
    readGenerated(openClone(folder, signal), base, ['gen/a.js', 'b.js']),
  'the content of a file': async ({ folder, b }) =>
    [...(await readBlobs(openClone(folder, signal), [b]))].map(([, bytes]) => Buffer.from(bytes).toString()),
  'the merge base': ({ folder, base, head }) => createGitChanges(folder, signal).mergeBase(base, head),
  'the history': ({ folder, base, head }) => createGitChanges(folder, signal).history(base, head),
}

const faults = {
  nothing: 'exit 0',
  garbage: `printf '\\000\\377garbage \\n{"a":\\n'; exit 0`,
  'a failure after the answer': 'git "$@"; exit 1',
}

test.for(Object.keys(questions))(
  'a git that answers nothing, or something else, and ends with 0 changes no verdict: %s',
  async (question) => {
    const place = await openProject()
    const ask = questions[question] ?? (() => Promise.reject(new Error('no such question')))
    const right = await ask(place)
    for (const [fault, script] of Object.entries(faults))
      for (let nth = 1; nth <= 8; nth += 1) {
        await breakGit(nth, script)
        const got = await ask(place).catch((error: unknown) => error)
        if (!(got instanceof OutsideError)) expect(got, `${fault} at start ${nth}`).toEqual(right)
        else expect(got.message).toContain('git')
        vi.unstubAllEnvs()
      }
  },
)

test('a git that hangs is stopped when the time of the run is over', async () => {
  const { folder } = await openProject()
  await breakGit(1, 'exec sleep 100000')
  const deadline = { total: 300, remaining: () => 300 }
  await expect(readCheckout(openClone(folder, signal, { deadline }))).rejects.toMatchObject({
    reason: 'deadline-passed',
    message: expect.stringMatching(/^git rev-parse in .* did not end within the 0.3 s of the run$/),
  })
})
