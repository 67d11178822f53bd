import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { Link } from "react-router";

import { signOut } from "../api/session";
import { Wordmark } from "../ui/Logo";
import { useSession } from "./useSession";
import classes from "./TopBar.module.css";

const SCHEMES = [
  { value: "auto", label: "Follow the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

export function TopBar() {
  return (
    <header className={classes.bar}>
      <div className={classes.inner}>
        <Link to="/" className={classes.home} aria-label="EconLens, your portfolios">
          <Wordmark />
        </Link>
        <AccountMenu />
      </div>
    </header>
  );
}

function AccountMenu() {
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (session.status !== "signedIn") return null;
  const { firstName, lastName, email } = session.user;
  return (
    <Menu position="bottom-end" width={250} shadow="md" loop>
      <Menu.Target>
        <UnstyledButton className={classes.account} aria-label={`Account menu of ${firstName}`}>
          <span aria-hidden="true">{(firstName[0] ?? "") + (lastName[0] ?? "")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>
            {firstName} {lastName}
          </strong>
          <span>{email}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings">
          Settings
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {SCHEMES.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
