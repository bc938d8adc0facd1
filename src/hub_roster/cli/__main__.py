"""`python -m hub_roster.cli`: what the service's own processes are started as."""

from hub_roster.cli import main

if __name__ == "__main__":
    main()
