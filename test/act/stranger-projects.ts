import { execFile } from 'node:child_process'
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../scripts/actions.ts'

type Files = Readonly<Record<string, string>>

/** A package that npm installs from a file, in place of its registry. */
export interface Packed {
  readonly name: string
  readonly version: string
  /** The archive that a lockfile names. */
  readonly url: string
}

/** Packs a wrangler that starts the one of this repository: npm installs it as it would install the real one. */
export async function packWrangler(folder: string): Promise<Packed> {
  const real = await realpath(join(root, 'packages/testkit/node_modules/wrangler'))
  const { version, bin } = JSON.parse(await readFile(join(real, 'package.json'), 'utf8'))
  const manifest = { name: 'wrangler', version, bin: { wrangler: 'wrangler.js' } }
  const script = JSON.stringify(join(real, bin.wrangler))
  const start = `#!/usr/bin/env node\nprocess.argv[1] = ${script}\nrequire('node:module').runMain()\n`
  await mkdir(join(folder, 'package'), { recursive: true })
  await writeFile(join(folder, 'package/package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'package/wrangler.js'), start, { mode: 0o755 })
  const archive = join(folder, 'wrangler.tgz')
  await promisify(execFile)('tar', ['-czf', archive, '-C', folder, 'package'])
  return { name: 'wrangler', version, url: `file:${archive}` }
}

/** Returns a JavaScript Worker as create-cloudflare makes it: no build, no types, and wrangler to develop with. */
export function plainWorker(folder: string, name: string, wrangler: Packed): Files {
  const config = {
    $schema: 'node_modules/wrangler/config-schema.json',
    name,
    main: 'src/index.js',
    compatibility_date: '2025-07-01',
    observability: { enabled: true },
  }
  const code = `export default {
	async fetch(request, env, ctx) {
		return new Response('Hello World!');
	},
};
`
  return {
    [`${folder}/src/index.js`]: code,
    [`${folder}/wrangler.jsonc`]: `// For more details: https://developers.cloudflare.com/workers/wrangler/configuration/\n${JSON.stringify(config, null, '\t')}\n`,
    ...npmProject(
      folder,
      { deploy: 'wrangler deploy', dev: 'wrangler dev', start: 'wrangler dev' },
      wrangler,
    ),
  }
}

/** Returns a Worker that answers at /health and /cart only, names its version, and allows one site by CORS. */
export function cartWorker(folder: string, name: string, site: string, wrangler: Packed): Files {
  const config = {
    name,
    main: 'src/index.js',
    compatibility_date: '2025-07-01',
    version_metadata: { binding: 'CF_VERSION_METADATA' },
  }
  const code = `function answer(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/health') return Response.json({ ok: true })
  if (pathname !== '/cart') return new Response('not found', { status: 404 })
  const headers = { vary: 'Origin' }
  if (request.headers.get('origin') === '${site}') {
    headers['access-control-allow-origin'] = '${site}'
    headers['access-control-allow-methods'] = 'GET'
  }
  return request.method === 'OPTIONS'
    ? new Response(null, { status: 204, headers })
    : Response.json({ items: [] }, { headers })
}
export default {
  async fetch(request, env) {
    const response = answer(request)
    const named = new Response(response.body, response)
    named.headers.set('x-worker-version', env.CF_VERSION_METADATA.id)
    return named
  },
}
`
  return {
    [`${folder}/src/index.js`]: code,
    [`${folder}/wrangler.jsonc`]: `${JSON.stringify(config, null, 2)}\n`,
    ...npmProject(folder, { deploy: 'wrangler deploy' }, wrangler),
  }
}

/** Returns a site as `npm create vite` makes it: its tsconfig.json only refers to two others. */
export function viteSite(folder: string): Files {
  const shared = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    noEmit: true,
    strict: true,
  }
  const options = (name: string, more: object) => ({
    tsBuildInfoFile: `./node_modules/.tmp/${name}.tsbuildinfo`,
    skipLibCheck: true,
    types: [],
    ...shared,
    ...more,
  })
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  const references = [{ path: './tsconfig.app.json' }, { path: './tsconfig.node.json' }]
  const app = { compilerOptions: options('app', { lib: ['es2022', 'dom'] }), include: ['src'] }
  const node = { compilerOptions: options('node', { lib: ['es2023'] }), include: ['vite.config.ts'] }
  return {
    [`${folder}/index.html`]:
      '<!doctype html><div id="app"></div><script type="module" src="/src/main.ts"></script>\n',
    [`${folder}/src/main.ts`]:
      "const app = document.querySelector<HTMLDivElement>('#app')\nif (app) app.textContent = 'Cart'\n",
    [`${folder}/vite.config.ts`]: "import { defineConfig } from 'vite'\n\nexport default defineConfig({})\n",
    [`${folder}/tsconfig.json`]: json({ files: [], references }),
    [`${folder}/tsconfig.app.json`]: json(app),
    [`${folder}/tsconfig.node.json`]: json(node),
    ...npmProject(folder, { dev: 'vite', build: 'tsc -b && vite build' }),
  }
}

/** Returns the links that put Vite and TypeScript of this repository where the site's own would be. */
export async function siteTools(): Promise<Files> {
  const vitest = await realpath(join(root, 'node_modules/vitest'))
  const typescript = await realpath(join(root, 'node_modules/typescript'))
  const vite = await realpath(join(vitest, '../vite'))
  return {
    'node_modules/typescript': typescript,
    'node_modules/vite': vite,
    'node_modules/.bin/tsc': join(typescript, 'bin/tsc'),
    'node_modules/.bin/vite': join(vite, 'bin/vite.js'),
  }
}

function npmProject(folder: string, scripts: Files, ...packages: readonly Packed[]): Files {
  const name = folder
  const devDependencies = Object.fromEntries(packages.map((each) => [each.name, `^${each.version}`]))
  const installed = packages.map(({ name: installedName, version, url }) => [
    `node_modules/${installedName}`,
    { version, resolved: url, dev: true },
  ])
  const manifest = { name, version: '0.0.0', private: true, type: 'module', scripts, devDependencies }
  const lock = {
    name,
    version: '0.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, version: '0.0.0', devDependencies }, ...Object.fromEntries(installed) },
  }
  return {
    [`${folder}/package.json`]: `${JSON.stringify(manifest, null, 2)}\n`,
    [`${folder}/package-lock.json`]: `${JSON.stringify(lock, null, 2)}\n`,
  }
}
