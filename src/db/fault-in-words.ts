const words: Record<string, (message: string) => string> = {
  ECONNREFUSED: (message) =>
    `The database does not answer (${message}). Is DATABASE_URL right, and is it running?`,
  ENOTFOUND: (message) =>
    `The database is nowhere to be found (${message}). Is the host in DATABASE_URL right?`,
  '28000': () => 'The database refused the login. Check the user in DATABASE_URL.',
  '28P01': () => 'The database refused the login. Check user and password in DATABASE_URL.',
  '3D000': () => 'There is no such database. Create it, or check its name in DATABASE_URL.',
  '42501': (message) =>
    `The role in DATABASE_URL may not do what Usher needs (${message}). Let it own its database ("alter database … owner to …"), or run "usher migrate" as a role that may create tables and schemas.`,
  '26000': keepsNothing,
  '42P05': keepsNothing,
}

function keepsNothing(): string {
  return 'DATABASE_URL is a pooler that gives each transaction another connection. Set DATABASE_POOLER=transaction.'
}

/** What a person can mend about the database; null for what is a bug. */
export function databaseFaultInWords(fault: unknown): string | null {
  const { code = '', message = '' } = fault as { code?: string; message?: string }
  // knex says the statement first.
  return words[code]?.(message.split(' - ').at(-1) ?? message) ?? null
}
