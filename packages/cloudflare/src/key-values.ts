import { isNotFound } from '@suite/rest'
import * as answers from './answers.ts'
import type { CloudflareClient } from './client.ts'
import type { KeyValues } from './cloudflare.ts'

const edit = 'Account · Workers KV Storage · Edit'
const route = '/accounts/{account}/storage/kv/namespaces/{namespace}/values/{key}'

/**
 * Returns the part of Cloudflare's API for values of Workers KV.
 * https://developers.cloudflare.com/api/resources/kv/subresources/namespaces/subresources/values/
 * @throws UsageError, OutsideError from its methods, as for every call of Cloudflare's API
 */
export function createKeyValues(client: CloudflareClient): KeyValues {
  return {
    async put(namespace, key, value, { expirationTtl }) {
      await client.ask({
        to: `put the key ${key}`,
        permission: edit,
        route: `PUT ${route}`,
        path: { namespace, key },
        query: { expiration_ttl: expirationTtl },
        body: value,
        idempotent: true,
        answer: answers.anything,
      })
    },
    async get(namespace, key) {
      try {
        const answer = await client.send({
          to: `get the key ${key}`,
          permission: 'Account · Workers KV Storage · Read',
          route: `GET ${route}`,
          path: { namespace, key },
        })
        return answer.text()
      } catch (error) {
        if (isNotFound(error, noSuchKey)) return undefined
        throw error
      }
    },
    async delete(namespace, key) {
      try {
        await client.ask({
          to: `delete the key ${key}`,
          permission: edit,
          route: `DELETE ${route}`,
          path: { namespace, key },
          idempotent: true,
          answer: answers.anything,
        })
      } catch (error) {
        if (!isNotFound(error, noSuchKey)) throw error
      }
    },
  }
}

/** Returns whether the key is missing. For a missing namespace Cloudflare answers 10013. */
const noSuchKey = [10009]
