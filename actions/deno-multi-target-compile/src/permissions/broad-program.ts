const shells =
  'sh bash rbash dash ash zsh ksh mksh pdksh fish csh tcsh busybox toybox nu elvish xonsh cmd command powershell pwsh powershell_ise wsl'

const interpreters =
  'deno denort node nodejs bun bunx npx npm pnpm pnpx yarn corepack tsx ts-node python pythonw py pypy pip pipx uv uvx perl ruby irb php lua luajit tclsh wish expect java jshell groovy scala kotlin rscript julia osascript swift awk gawk mawk nawk cscript wscript mshta rundll32 regsvr32 msiexec'

const starters =
  'env sudo doas su runuser pkexec gosu nohup setsid timeout nice ionice stdbuf xargs parallel find chroot unshare nsenter script ssh screen tmux at batch crontab systemd-run launchctl schtasks wmic forfiles start make gmake nmake ninja docker podman kubectl gdb lldb strace ltrace ld.so ld-linux'

const everything: ReadonlyMap<string, string> = new Map([
  ...shells.split(' ').map((name) => [name, 'is a shell, which starts any program'] as const),
  ...interpreters.split(' ').map((name) => [name, 'runs any code'] as const),
  ...starters.split(' ').map((name) => [name, 'starts any program'] as const),
])

/**
 * Returns what makes a program mean everything, as in "is a shell, which starts any program"; undefined if it does
 * not. The path, the ending and the version in its name do not matter.
 */
export function broadProgram(program: string): string | undefined {
  if (program.includes('*')) return 'is meant to cover every program'
  const file = program.trim().split(/[/\\]/).at(-1)?.toLowerCase() ?? ''
  const name = file.replace(/[. ]{1,8}$/, '').replace(/\.(exe|com|cmd|bat|ps1)$/, '')
  if (/^(ld-linux|ld-musl)/.test(name)) return everything.get('ld-linux')
  const bare = name.replace(/[-_.]?\d{1,4}(\.\d{1,4}){0,3}[a-z]?$/, '')
  return everything.get(name) ?? everything.get(bare)
}
