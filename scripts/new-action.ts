import './unread.ts'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './actions.ts'
import { generateAll } from './generate/files.ts'
import { skeleton } from './new-action/skeleton.ts'
import { run } from './shell.ts'

const [name = ''] = process.argv.slice(2)
const folder = join(root, 'actions', name)
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  fail(`give a name in kebab-case: npm run new-action -- my-action`)
if (existsSync(folder)) fail(`actions/${name} is there already`)

await mkdir(join(folder, 'src'), { recursive: true })
await mkdir(join(folder, 'test'))
for (const [file, content] of Object.entries(skeleton(name))) await writeFile(join(folder, file), content)
await cp(join(root, 'actions/require-proofs/tsconfig.json'), join(folder, 'tsconfig.json'))
const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
await run('npx', [
  '--yes',
  packageManager,
  'install',
  '--no-frozen-lockfile',
  '--prefer-offline',
  '--reporter=silent',
])
await generateAll()
await run('biome', ['check', '--write', folder], { quiet: true })
console.log(`actions/${name} is there, and passes: npm test -- actions/${name}`)

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
