;; Calls that leave the instance change the context and come back to it.
(module
  (func $i32 (import "env" "i32") (param i32) (result i32))
  (func $none (import "env" "none"))
  (func $f64 (import "env" "f64") (param f64 f64) (result f64))
  (memory 1)
  (func $call_none (call $none))
  (func $call_i32 (param i32) (result i32) (call $i32 (local.get 0)))
  (func $call_f64 (param f64) (result f64) (call $f64 (local.get 0) (local.get 0)))
  (func $home_across (param i32) (result i32)
    (loop $l
      (drop (call $i32 (local.get 0)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0))
  (func $with_memory (param i32) (result i32) (i32.load (call $i32 (i32.load (local.get 0))))))
;; $call_none
;;     x86-64: 8 instructions, 41 bytes                     | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   call $env.none
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0x108]                               |   ldr x0, [x28, #0x108]
;;       call [r14+0x100]                                   |   ldr x17, [x28, #0x100]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   end
;;
;; $call_i32
;;     x86-64: 10 instructions, 47 bytes                    | AArch64: 10 instructions, 40 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   call $env.i32
;;       mov esi, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xf0]                                |   ldr x0, [x28, #0xf0]
;;       call [r14+0xe8]                                    |   ldr x17, [x28, #0xe8]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   end
;;
;; $call_f64
;;     x86-64: 11 instructions, 56 bytes                    | AArch64: 12 instructions, 48 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm6                            |   str d2, [x29, #0x18]
;;   local.get 0
;;   local.get 0
;;   call $env.f64
;;       vmovsd xmm0, qword ptr [rbp-0x10]                  |   ldr d0, [x29, #0x18]
;;       vmovsd xmm1, qword ptr [rbp-0x10]                  |   ldr d1, [x29, #0x18]
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0x120]                               |   ldr x0, [x28, #0x120]
;;       call [r14+0x118]                                   |   ldr x17, [x28, #0x118]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   end
;;
;; $home_across
;;     x86-64: 15 instructions, 60 bytes                    | AArch64: 15 instructions, 60 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x19, [x29, #0x10]
;;       mov [rbp-0x10], rbx                                |   mov w19, w2
;;       mov ebx, edi                                       |
;;   loop
;;     L0:                                                  | L0:
;;   local.get 0
;;   call $env.i32
;;       mov esi, ebx                                       |   mov w1, w19
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L1
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xf0]                                |   ldr x0, [x28, #0xf0]
;;       call [r14+0xe8]                                    |   ldr x17, [x28, #0xe8]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L1:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   drop
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add ebx, -0x1                                      |   sub w19, w19, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w19, L0
;;   end
;;   local.get 0
;;   end
;;       mov eax, ebx                                       |   mov w0, w19
;;       mov rbx, [rbp-0x10]                                |   ldr x19, [x29, #0x18]
;;
;; $with_memory
;;     x86-64: 13 instructions, 57 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   i32.load
;;       mov eax, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   call $env.i32
;;       mov esi, eax                                       |   mov w1, w0
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xf0]                                |   ldr x0, [x28, #0xf0]
;;       call [r14+0xe8]                                    |   ldr x17, [x28, #0xe8]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   i32.load
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
