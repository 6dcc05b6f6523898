/** Superuser of the embedded cluster; trusted on its socket, which only its owner and root can reach. */
export const OWNER = 'kartu'
export const DATABASE = 'postgres'
/** Names the socket file; nothing listens on TCP. */
export const PORT = 5432
/** Below `dataDir/pg`: the cluster, the socket, and where the socket is when its path would have been too long. */
export const CLUSTER_DIR = 'data'
export const RUN_DIR = 'run'
export const SOCKET_DIR_RECORD = 'socket-dir'
