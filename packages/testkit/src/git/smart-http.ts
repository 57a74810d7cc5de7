import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { type Answer, AnswerError } from '../core/answer.ts'
import { type HostRequest, type Route, route } from '../core/router.ts'
import { gitEnvironment } from './process.ts'

/** What a forge knows about its repositories, and about who asks. */
export interface GitHost<Token extends { readonly actor: string }> {
  /** The name of the forge, as it asks for a password. */
  readonly realm: string
  /** Returns the folder of a repository, whose name is in lower case: `owner/name`. */
  folderOf(fullName: string): string | undefined
  tokenOf(password: string): Token | undefined
  allows(token: Token, access: 'read' | 'write'): boolean
}

/**
 * Serves `git clone`, `fetch` and `push` over HTTP with git's own server program. The token is the password of basic
 * authentication, as `actions/checkout` sends it. https://git-scm.com/docs/git-http-backend
 */
export function smartHttpRoutes<Token extends { readonly actor: string }>(forge: GitHost<Token>): Route[] {
  const serve = (request: HostRequest<'owner' | 'repo' | 'rest'>) => backend(forge, request)
  return [
    route('GET', '/:owner/:repo/info/:rest*', serve),
    route('POST', '/:owner/:repo/:rest*', (request) =>
      request.params.rest.startsWith('git-') ? serve(request) : Promise.resolve({ status: 404 }),
    ),
  ]
}

async function backend<Token extends { readonly actor: string }>(
  forge: GitHost<Token>,
  request: HostRequest<'owner' | 'repo' | 'rest'>,
): Promise<Answer> {
  const { owner, repo } = request.params
  const folder = forge.folderOf(`${owner}/${repo.replace(/\.git$/, '')}`.toLowerCase())
  if (folder === undefined) return { status: 404, body: 'Repository not found.' }
  const pushes =
    request.query.get('service') === 'git-receive-pack' || request.path.endsWith('/git-receive-pack')
  const login = authorize(forge, request, pushes)
  const [, , , ...rest] = request.path.split('/')
  const environment = {
    ...gitEnvironment(),
    GIT_PROJECT_ROOT: dirname(folder),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/repository.git/${rest.join('/')}`,
    QUERY_STRING: request.query.toString(),
    REQUEST_METHOD: request.method,
    REMOTE_USER: login,
    REMOTE_ADDR: '127.0.0.1',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(request.body.length),
    HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
  }
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.once('error', reject)
    child.once('close', () => resolve(parseCgi(Buffer.concat(output))))
    child.stdin.on('error', () => {})
    child.stdin.end(request.body)
  })
}

function authorize<Token extends { readonly actor: string }>(
  { realm, tokenOf, allows }: GitHost<Token>,
  request: HostRequest,
  pushes: boolean,
): string {
  const basic = /^basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const password =
    Buffer.from(basic ?? '', 'base64')
      .toString()
      .split(':')[1] ?? ''
  const token = tokenOf(password)
  if (!token)
    throw new AnswerError({
      status: 401,
      headers: { 'www-authenticate': `Basic realm="${realm}"` },
      body: '',
    })
  if (!allows(token, pushes ? 'write' : 'read'))
    throw new AnswerError({ status: 403, body: 'Write access to repository not granted.' })
  return token.actor
}

function parseCgi(output: Buffer): Answer {
  const gap = output.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of output.subarray(0, gap).toString().split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const { status = '200', ...rest } = headers
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(gap + 4) }
}
