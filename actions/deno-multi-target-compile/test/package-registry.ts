import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Host, makeTar, route, startHost } from '@suite/testkit/core'

export interface TestPackage {
  readonly name: string
  readonly version: string
  readonly files: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/** A registry of npm packages on loopback. */
export interface PackageRegistry {
  readonly url: string
  readonly host: Host
  /** Replaces a file of a package, so that its archive is another one than the lock file names. */
  tamper(name: string, file: string, content: string): void
  close(): Promise<void>
}

/** Starts a registry with packages, which must not have scopes. */
export async function startPackageRegistry(packages: readonly TestPackage[]): Promise<PackageRegistry> {
  const archives = new Map(packages.map((each) => [each.name, archiveOf(each)]))
  const host = await startHost({
    routes: [
      route('GET', '/:name', ({ params: { name } }) => {
        const found = packages.find((each) => each.name === name)
        const archive = archives.get(name)
        if (found === undefined || archive === undefined) return { status: 404, body: { error: 'not found' } }
        const { version, dependencies = {} } = found
        const dist = {
          tarball: `${host.url}/${name}/-/${name}-${version}.tgz`,
          integrity: `sha512-${createHash('sha512').update(archive).digest('base64')}`,
        }
        const versions = { [version]: { name, version, dependencies, dist } }
        return { status: 200, body: { name, 'dist-tags': { latest: version }, versions } }
      }),
      route('GET', '/:name/-/:file', ({ params: { name } }) => {
        const archive = archives.get(name)
        return archive === undefined ? { status: 404, body: 'none' } : { status: 200, body: archive }
      }),
    ],
  })
  return {
    url: host.url,
    host,
    tamper(name, file, content) {
      const found = packages.find((each) => each.name === name)
      if (found === undefined) throw new Error(`there is no package ${name}`)
      archives.set(name, archiveOf({ ...found, files: { ...found.files, [file]: content } }))
    },
    close: () => host.close(),
  }
}

function archiveOf({ name, version, files, dependencies = {} }: TestPackage): Buffer {
  const all: Record<string, string> = {
    'package.json': JSON.stringify({ name, version, main: 'index.js', dependencies }),
    ...files,
  }
  return gzipSync(
    makeTar(Object.fromEntries(Object.entries(all).map(([path, text]) => [`package/${path}`, text]))),
  )
}
