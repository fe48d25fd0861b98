export default function Page() {
  return <h1>Public page</h1>;
}
