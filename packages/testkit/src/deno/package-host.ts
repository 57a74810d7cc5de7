import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Answer } from '../core/answer.ts'
import { type Host, startHost } from '../core/host.ts'
import { route } from '../core/router.ts'
import { makeTar } from '../core/tar.ts'
import { sha256Of } from './sums.ts'

export interface NpmPackage {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  /** CommonJS, `index.js`. */
  readonly code: string
}

export interface JsrPackage {
  /** `@scope/name`. */
  readonly name: string
  readonly version: string
  /** Its modules by path, such as `/mod.ts`, which is what it exports. */
  readonly modules: Readonly<Record<string, string>>
}

export interface PackageHostOptions {
  readonly npm?: readonly NpmPackage[]
  readonly jsr?: readonly JsrPackage[]
  /** Modules of the web by path below `/web`, such as `/mod.ts`. */
  readonly web?: Readonly<Record<string, string>>
  /** Paths below `/web` that lead to others. */
  readonly redirects?: Readonly<Record<string, string>>
}

/** The registries of npm and JSR, and modules of the web, on loopback. */
export interface PackageHost {
  readonly url: string
  readonly host: Host
  /** The variables by which deno finds the registries. */
  readonly variables: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function startPackageHost({
  npm = [],
  jsr = [],
  web = {},
  redirects = {},
}: PackageHostOptions = {}): Promise<PackageHost> {
  const files = new Map<string, Answer>()
  const serve = (path: string, body: unknown, type = 'application/json') =>
    files.set(path, { status: 200, headers: { 'content-type': type }, body })
  const typescript = 'application/typescript'

  for (const each of jsr) {
    const folder = `/${each.name}/${each.version}`
    const manifest = Object.entries(each.modules).map(([path, code]) => {
      serve(folder + path, code, typescript)
      return [path, { size: code.length, checksum: `sha256-${sha256Of(Buffer.from(code))}` }]
    })
    serve(`/${each.name}/meta.json`, { latest: each.version, versions: { [each.version]: {} } })
    serve(`${folder}_meta.json`, { manifest: Object.fromEntries(manifest), exports: { '.': './mod.ts' } })
  }
  for (const [path, code] of Object.entries(web)) serve(`/web${path}`, code, typescript)
  for (const [path, to] of Object.entries(redirects))
    files.set(`/web${path}`, { status: 302, headers: { location: `/web${to}` } })

  const host = await startHost({
    routes: [route('GET', '/:path*', ({ params }) => files.get(`/${params.path}`) ?? { status: 404 })],
  })
  for (const each of npm) {
    const { archive, shown } = packNpm(each, host.url)
    serve(`/${each.name}`, shown)
    serve(`/${each.name}/${each.version}.tgz`, archive, 'application/octet-stream')
  }
  return {
    url: host.url,
    host,
    variables: { NPM_CONFIG_REGISTRY: `${host.url}/`, JSR_URL: `${host.url}/` },
    close: () => host.close(),
  }
}

function packNpm({ name, version, dependencies = {}, code }: NpmPackage, url: string) {
  const manifest = { name, version, main: 'index.js', dependencies }
  const archive = gzipSync(
    makeTar({ 'package/package.json': JSON.stringify(manifest), 'package/index.js': code }),
  )
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
  const dist = { tarball: `${url}/${name}/${version}.tgz`, integrity }
  const versions = { [version]: { ...manifest, dist } }
  return { archive, shown: { name, 'dist-tags': { latest: version }, versions } }
}
