import { type Host, startHost } from '../core/host.ts'
import { route } from '../core/router.ts'
import type { AssetState } from './state.ts'

/**
 * Starts the host that files of releases are downloaded from. A forge redirects to it, with a signature in the address.
 * Like an object store, it refuses a request that carries a token as well.
 */
export function startStorage(assetOf: (uuid: string) => AssetState | undefined): Promise<Host> {
  return startHost({
    routes: [
      route('GET', '/files/:uuid', ({ headers, params, query }) => {
        if (headers.authorization !== undefined) return { status: 400, body: 'Only one way to authenticate' }
        const asset = assetOf(params.uuid)
        if (asset === undefined || query.get('signature') !== signatureOf(asset))
          return { status: 403, body: 'AccessDenied' }
        return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: asset.bytes }
      }),
    ],
  })
}

/** Returns the address of a file at the storage, with its signature. */
export function storedAt(storage: string, asset: AssetState): string {
  return `${storage}/files/${asset.uuid}?signature=${signatureOf(asset)}`
}

const signatureOf = ({ id }: AssetState) => `s${id}`
