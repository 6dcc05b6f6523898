/** Worker entry that ends its thread in the middle of a task, as a crash in native code would. */
export default function die(): never {
  process.exit(1)
}
