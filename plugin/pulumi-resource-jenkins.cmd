@echo off
where node >nul 2>nul || (
  echo The provider jenkins needs Node.js 22.19 or newer on PATH, and there is none. 1>&2
  exit /b 1
)
node --max-semi-space-size=2 "%~dp0..\dist\provider\plugin\main.js" %*
