/** The name that a resource has in the program. In `urn:pulumi:STACK::PROJECT::TYPE::NAME`, only the name may hold `::`. */
export function nameOf(resource: string): string {
  return resource.split("::").slice(3).join("::") || resource;
}
