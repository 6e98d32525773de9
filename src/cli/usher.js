#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// In a fresh checkout nothing has been built yet: build once instead of failing.
const root = fileURLToPath(new URL('../..', import.meta.url))
const built = new URL('../../dist/src/command-line.js', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('Building Usher once…\n')
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
await import(built.href)
