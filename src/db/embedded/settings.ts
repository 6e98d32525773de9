interface Setup {
  cluster: string
  port: number
  durable: boolean
}

/** Given on the command line: the files in the cluster belong to Postgres, and root does not write into them. */
export function settings({ cluster, port, durable }: Setup): string[] {
  const all = { ...mark(cluster), ...reach(port), ...size, ...silence, ...(durable ? {} : haste) }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Postgres ignores it; by it a process left behind is known to be the one of this directory. */
const mark = (cluster: string) => ({ 'usher.data_dir': cluster })
export const markOf = (cluster: string) => ` -c usher.data_dir=${cluster} -c `

const reach = (port: number) => ({ listen_addresses: '127.0.0.1', port, unix_socket_directories: '' })

const size = { max_connections: 200, shared_buffers: '64MB', timezone: 'UTC', log_timezone: 'UTC' }

/**
 * The log knows starts, stops and crashes. Errors of statements are the app's to report: their texts and details
 * quote rows and parameters.
 */
const silence = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: 0,
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_checkpoints: 'off',
}

/** For tests: a power loss may eat the cluster. */
const haste = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
}
