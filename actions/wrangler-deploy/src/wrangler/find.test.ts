import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findWrangler } from './find.ts'

/** Returns what is found in a project whose Plug'n'Play loader is this code. */
async function findBy(loader: string) {
  const folder = await mkdtemp(join(tmpdir(), 'plug-n-play-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, '.pnp.cjs'), loader)
  return { found: await findWrangler(folder, process.env), folder }
}

/** A loader as Yarn writes it, as far as it matters here: it answers requests for a package. */
const answers = `
const { Module } = require('node:module')
const { join } = require('node:path')
const { writeFileSync } = require('node:fs')
const path = join(__dirname, 'package.json')
writeFileSync(path, JSON.stringify({ name: 'wrangler', version: '4.42.0', bin: { wrangler: './bin/wrangler.js' } }))
const resolve = Module._resolveFilename
Module._resolveFilename = (request, ...rest) => request === 'wrangler/package.json' ? path : resolve(request, ...rest)
`

it("a project that Yarn installed with Plug'n'Play has its own wrangler", async () => {
  const { found, folder } = await findBy(answers)
  expect(found).toMatchObject({ version: '4.42.0', nodeArguments: ['--require', join(folder, '.pnp.cjs')] })
})

it.each([
  ['prints a line of its own first', `${answers}\nconsole.log('::error::pwned')`],
  ['prints JSON of its own, and ends', `console.log('{"path":1}'); process.exit(0)`],
  ['prints nothing, and ends with 0', 'process.exit(0)'],
  ['prints half of an answer', `process.stdout.write('{"path":"/x","te'); process.exit(0)`],
  ['prints bytes that are no text', 'process.stdout.write(Buffer.from([255, 0])); process.exit(0)'],
  ['fails', `throw new Error('no')`],
])(
  "a Plug'n'Play loader that %s is no wrangler of the project, and does not end the run as a bug",
  async (_, loader) => {
    expect((await findBy(loader)).found).toBeUndefined()
  },
)
