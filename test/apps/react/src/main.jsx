import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, useNavigate } from 'react-router';
import { ClerkProvider } from 'sdk';
import { App } from './app.jsx';

const GERMAN = { signIn: { start: { title: 'Anmelden bei {{applicationName}}' } } };

function Provider({ children }) {
  const navigate = useNavigate();
  const [localization, setLocalization] = useState();
  return (
    <ClerkProvider
      publishableKey={import.meta.env.VITE_CLERK_PUBLISHABLE_KEY}
      proxyUrl={location.protocol === 'http:' ? '/__clerk' : undefined}
      routerPush={(to) => navigate(to)}
      routerReplace={(to) => navigate(to, { replace: true })}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      afterSignOutUrl="/"
      localization={localization}
    >
      <button onClick={() => setLocalization(GERMAN)}>Deutsch</button>
      {children}
    </ClerkProvider>
  );
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <BrowserRouter>
      <Provider>
        <App />
      </Provider>
    </BrowserRouter>
  </StrictMode>,
);
