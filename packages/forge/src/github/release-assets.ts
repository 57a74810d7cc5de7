import { OutsideError } from '@suite/errors'
import { addressOf, isRefusal, isSuccess, readAnswer } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { confirmAsset } from '../confirm-release.ts'
import type { Releases } from '../ports/releases.ts'
import { receiveAsset } from '../receive-asset.ts'
import { nameRelease } from '../release-name.ts'
import { releaseReasons } from '../release-reasons.ts'
import { sendFile } from '../upload.ts'
import { refusalIn } from './refusal-in.ts'
import * as answers from './release-answers.ts'
import { explainRelease } from './release-refusals.ts'
import { uploadAddress } from './upload-address.ts'

const permission = 'contents: write'
const assetRoute = '/repos/{owner}/{repo}/releases/assets/{asset}'

/** Returns what {@link Releases} has for assets, over GitHub's REST API. */
export function createGitHubAssets(
  client: ForgeClient,
  { apiUrl, token, repository, transport }: ForgeAccess,
): Pick<Releases, 'assets' | 'upload' | 'readAsset' | 'removeAsset'> {
  const place = { root: apiUrl, values: { owner: repository.owner, repo: repository.name } }
  const authorization = `token ${token}`

  return {
    async assets(release) {
      return client.askProven({
        to: `list the files of ${nameRelease(release)}`,
        permission,
        route: 'GET /repos/{owner}/{repo}/releases/{id}/assets',
        path: { id: release.id },
        answer: answers.assets,
      })
    },

    async upload(release, { name, source }) {
      const to = `upload ${name}`
      const address = uploadAddress(apiUrl, release.uploadUrl, { release: release.id, name })
      if ('problem' in address)
        throw new OutsideError(
          releaseReasons['upload-origin-foreign'],
          `could not ${to}: GitHub ${address.problem}; nothing was sent there`,
        )
      const headers = {
        accept: 'application/vnd.github+json',
        authorization,
        'content-type': 'application/octet-stream',
      }
      const { answer, sha256 } = await sendFile(transport, 'GitHub', { ...address, headers, name, source })
      if (!isSuccess(answer.status))
        throw explainRelease(refusalIn(answer, 'POST', { to, permission }), { to, asset: name })
      const asset = readAnswer(
        'GitHub',
        { to, method: 'POST', url: address.url, answer: answers.asset },
        answer.json(),
      )
      return confirmAsset('GitHub', asset, { name, size: source.length, sha256 })
    },

    async readAsset(_, asset, into) {
      const to = `read ${asset.name}`
      const url = addressOf(place, { route: `GET ${assetRoute}`, path: { asset: asset.id } })
      const headers = { accept: 'application/octet-stream', authorization }
      const refused = await receiveAsset(transport, 'GitHub', asset, { url, headers, into })
      if (refused) throw refusalIn(refused, 'GET', { to, permission: 'contents: read' })
    },

    async removeAsset(_, asset) {
      const to = `delete the file ${asset.name} of the release`
      try {
        await client.ask({
          to,
          permission,
          route: `DELETE ${assetRoute}`,
          path: { asset: asset.id },
          idempotent: true,
          answer: answers.nothing,
        })
      } catch (error) {
        if (!isRefusal(error, 404)) throw explainRelease(error, { to, asset: asset.name })
      }
    },
  }
}
