export default function Page() {
  return (
    <main>
      <clerk-sign-in routing="path" path="/sign-in" />
    </main>
  );
}
