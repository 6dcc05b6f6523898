import type { ColumnType, JSONColumnType } from 'kysely'

/** Bytes: written as any Uint8Array, read as a Buffer. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
export type NullableBytes = ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>
export type Json = JSONColumnType<Record<string, unknown>>
/** Set by the database (clock or identity); never written by us. */
export type ByDatabase<T> = ColumnType<T, never, never>
