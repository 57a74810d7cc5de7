import type { Answer } from '@suite/http'
import { addressOf, isRefusal, isSuccess, pathOf, Refusal, readAnswer } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { confirmAsset } from '../confirm-release.ts'
import { incomplete } from '../incomplete.ts'
import type { Releases } from '../ports/releases.ts'
import { receiveAsset } from '../receive-asset.ts'
import { nameRelease } from '../release-name.ts'
import { sendFile } from '../upload.ts'
import * as shared from './answers.ts'
import { advise, complaintsIn } from './refusal.ts'
import * as answers from './release-answers.ts'

const permission = 'releases: write'
const route = 'POST /repos/{owner}/{repo}/releases/{id}/assets'
const assetRoute = '/repos/{owner}/{repo}/releases/{id}/assets/{asset}'

/** Returns what {@link Releases} has for assets, over Gitea's API. */
export function createGiteaAssets(
  client: ForgeClient,
  { apiUrl, token, repository, transport }: ForgeAccess,
): Pick<Releases, 'assets' | 'upload' | 'readAsset' | 'removeAsset'> {
  const place = { root: apiUrl, values: { owner: repository.owner, repo: repository.name } }
  const authorization = `token ${token}`

  return {
    /** The list has neither pages nor a count, so it is compared with the one that the release itself has. */
    async assets(named) {
      const to = `list the files of ${nameRelease(named)}`
      const asked = { to, permission, path: { id: named.id } }
      const [list, release] = await Promise.all([
        client.ask({
          ...asked,
          route: 'GET /repos/{owner}/{repo}/releases/{id}/assets',
          answer: answers.assets,
        }),
        client.ask({
          ...asked,
          route: 'GET /repos/{owner}/{repo}/releases/{id}',
          answer: answers.release,
        }),
      ])
      const shown = new Set(list.data.map((row) => row.id))
      const own = release.data.assets ?? []
      if (shown.size === own.length && own.every((row) => shown.has(row.id))) return list.data
      throw incomplete(
        `could not ${to}: the list has ${shown.size} files, and the release shows ${own.length}`,
      )
    },

    async upload({ id }, { name, source }) {
      const to = `upload ${name}`
      const url = addressOf(place, { route, path: { id }, query: { name } })
      const headers = {
        accept: 'application/json',
        authorization,
        'content-type': 'application/octet-stream',
      }
      const { answer, sha256 } = await sendFile(transport, 'Gitea', { url, headers, name, source })
      if (!isSuccess(answer.status)) throw refusalIn(answer, 'POST', { to, permission })
      const asset = readAnswer('Gitea', { to, method: 'POST', url, answer: answers.asset }, answer.json())
      return confirmAsset('Gitea', asset, { name, size: source.length, sha256 })
    },

    async readAsset({ id }, asset, into) {
      const to = `read ${asset.name}`
      const purpose = { to, permission: 'releases: read' }
      const { data } = await client.ask({
        ...purpose,
        route: `GET ${assetRoute}`,
        path: { id, asset: asset.id },
        answer: answers.attachment,
      })
      const instance = { root: apiUrl.replace(/\/api\/v1\/?$/, '') }
      const url = addressOf(instance, { route: 'GET /attachments/{uuid}', path: { uuid: data.uuid } })
      const headers = { accept: 'application/octet-stream', authorization }
      const refused = await receiveAsset(transport, 'Gitea', asset, { url, headers, into })
      if (refused) throw refusalIn(refused, 'GET', purpose)
    },

    async removeAsset({ id }, asset) {
      try {
        await client.ask({
          to: `delete the file ${asset.name} of the release`,
          permission,
          route: `DELETE ${assetRoute}`,
          path: { id, asset: asset.id },
          idempotent: true,
          answer: shared.nothing,
        })
      } catch (error) {
        if (!isRefusal(error, 404)) throw error
      }
    },
  }
}

function refusalIn(answer: Answer, method: string, purpose: { to: string; permission: string }): Refusal {
  const { status, url } = answer
  const complaints = complaintsIn(answer) ?? []
  const { permission } = purpose
  return new Refusal(
    { service: 'Gitea', status, complaints, request: `${method} ${pathOf(url)}` },
    purpose,
    advise({ status, complaints, permission, isWrite: method !== 'GET' }),
  )
}
