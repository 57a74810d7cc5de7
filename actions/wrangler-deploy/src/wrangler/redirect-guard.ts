/**
 * Code that Node loads before wrangler. wrangler follows redirects, and sends the body of an upload again to whichever
 * origin an answer names: with it the values of `secrets`. A redirect is no success of the API either. So the first
 * one ends wrangler before it is followed, and is reported in wrangler's output file as wrangler's own failures are.
 * Every version of the HTTP client in wrangler, and the one in Node, announces an answer in this way before it looks
 * at it.
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
export const redirectGuard = `'use strict'
const { appendFileSync } = require('node:fs')
const { subscribe } = require('node:diagnostics_channel')
const { CLOUDFLARE_API_BASE_URL: base, WRANGLER_OUTPUT_FILE_PATH: output } = process.env
const api = base && new URL(base).origin
// A process that wrangler starts without these variables has no token either.
if (api && output) subscribe('undici:request:headers', ({ request, response }) => {
  const origin = request.origin === undefined ? api : new URL(request.origin).origin
  if (origin !== api || ![301, 302, 303, 307, 308].includes(response.statusCode)) return
  const path = String(request.path).split('?')[0]
  const message = request.method + ' ' + path + ' at ' + api + ' answered ' + response.statusCode +
    ', a redirect, which is not followed (does a proxy answer for it?)'
  appendFileSync(output, JSON.stringify({ type: 'command-failed', version: 1, message }) + '\\n')
  process.exit(1)
})
`
