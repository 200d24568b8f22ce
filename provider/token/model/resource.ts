/** The name that a resource has in the program: the last part of its URN. */
export function nameOf(resource: string): string {
  return resource.split("::").at(-1) ?? resource;
}
